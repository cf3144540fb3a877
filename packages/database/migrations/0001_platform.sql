create schema platform;

-- Row versions: for display and audit only. What is "newer than last synced" is the dirty set (ADR 0004).
create sequence platform.row_version;
create function platform.touch_row_version() returns trigger language plpgsql as $$
begin
  new.row_version := nextval('platform.row_version');
  return new;
end $$;

-- Events written in the transaction of the fact, published afterwards.
create table platform.outbox (
  id bigint generated always as identity primary key,
  queue text not null,
  message jsonb not null,
  created_at timestamptz not null default now()
);
create function platform.wake_outbox() returns trigger language plpgsql as $$
begin
  perform pg_notify('platform_outbox', '');
  return null;
end $$;
create trigger wake after insert on platform.outbox for each statement execute function platform.wake_outbox();

-- Messages that a consumer has already acted on.
create table platform.inbox (
  consumer text not null,
  message_id text not null,
  received_at timestamptz not null default now(),
  primary key (consumer, message_id)
);

-- Unsafe requests that must happen once: the first answer is kept and given again.
create table platform.idempotency_key (
  scope text not null,
  key text not null,
  request_hash text not null,
  status int,
  answer jsonb,
  created_at timestamptz not null default now(),
  primary key (scope, key)
);

-- The dirty set: one row per record that changed in the store and is not yet in the books. The generation comes from a
-- sequence, never from a counter in the row: delete and re-insert would restart it and lose an edit (ABA).
create schema sync;
create sequence sync.generation;
create table sync.dirty (
  entity text not null,
  local_id text not null,
  generation bigint not null default nextval('sync.generation'),
  state text not null default 'dirty' check (state in ('dirty', 'dead', 'ignored')),
  first_at timestamptz not null default now(),
  last_at timestamptz not null default now(),
  not_before timestamptz not null default now(),
  lease_until timestamptz,
  leased_by text,
  claims int not null default 0,
  attempts int not null default 0,
  primary key (entity, local_id)
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.01);
create index dirty_ready on sync.dirty (entity, not_before) where state = 'dirty';

-- Called by triggers and by code alike. A change that came from the books (sync.origin = mahak) is not marked.
create function sync.mark_dirty(entity text, local_id text) returns void language plpgsql as $$
begin
  if current_setting('sync.origin', true) = 'mahak' then return; end if;
  insert into sync.dirty as d (entity, local_id) values (mark_dirty.entity, mark_dirty.local_id)
  on conflict on constraint dirty_pkey do update set
    generation = nextval('sync.generation'), last_at = now(), not_before = now(), state = 'dirty', attempts = 0;
end $$;

-- create trigger … after insert or update on <table> for each row execute function sync.capture('<entity>', '<id column>')
create function sync.capture() returns trigger language plpgsql as $$
begin
  perform sync.mark_dirty(tg_argv[0], to_jsonb(new) ->> tg_argv[1]);
  return null;
end $$;
