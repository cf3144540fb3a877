-- The request that changed a record last, as transactions tell it (app.correlation_id). A change that no request made leaves the
-- id of the one before it, which is the nearest click there is.
alter table sync.dirty add column correlation_id text;

create or replace function sync.mark_dirty(entity text, local_id text) returns void language plpgsql as $$
begin
  if current_setting('sync.origin', true) = 'mahak' then return; end if;
  insert into sync.dirty as d (entity, local_id, correlation_id)
  values (mark_dirty.entity, mark_dirty.local_id, nullif(current_setting('app.correlation_id', true), ''))
  on conflict on constraint dirty_pkey do update set
    generation = nextval('sync.generation'), last_at = now(), not_before = now(), state = 'dirty', attempts = 0,
    correlation_id = coalesce(excluded.correlation_id, d.correlation_id);
end $$;
