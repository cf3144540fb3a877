-- From the click to Mahak's row: which request changed the record, when, and when a worker took it.
alter table sync.exchange
  add column correlation_id text, add column changed_at timestamptz, add column claimed_at timestamptz;
-- Conflicts that nobody has decided yet; the others are kept for the record's story.
create index conflict_unresolved on sync.conflict (entity) where resolved_at is null;
