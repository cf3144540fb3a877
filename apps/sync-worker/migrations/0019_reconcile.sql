-- What the last complete reading of an entity showed: ids in the groups they came in, and how many rows did not tell theirs.
-- Losing it in a crash only means that nothing is taken for absent until the next one.
create unlogged table sync.seen (
  account_id int not null,
  entity text not null,
  ids bigint[] not null,
  nameless int not null
);
create index seen_of_entity on sync.seen (account_id, entity);

-- Buckets in which both sides agreed, and what each held then: while that stays the same they need not be looked into again.
create table sync.agreed_bucket (
  account_id int not null references sync.account,
  entity text not null,
  bucket int not null,
  here text not null,
  there text not null,
  primary key (account_id, entity, bucket)
);
-- The records a running compare has to look into.
create unlogged table sync.suspect (
  account_id int not null,
  entity text not null,
  bucket int not null,
  local_id text not null,
  primary key (account_id, entity, bucket, local_id)
);

-- One row per compare of everything.
create table sync.drift_report (
  id bigint generated always as identity primary key,
  account_id int not null references sync.account,
  started_at timestamptz not null default clock_timestamp(),
  finished_at timestamptz,
  -- {entity: rows read}, and the groups that could not be read in full and were therefore not compared.
  read jsonb not null default '{}',
  not_read text[] not null default '{}',
  late_rows bigint not null default 0,
  -- [{entity, class, count}], as found.
  counts jsonb not null default '[]'
);

-- Where the two sides do not say the same although neither has news for the other. A row is closed by a compare that finds
-- them equal.
create table sync.drift (
  id bigint generated always as identity primary key,
  account_id int not null references sync.account,
  report_id bigint not null,
  entity text not null,
  record_id text not null,
  mahak_id bigint,
  local_id text,
  class text not null check (class in ('missing_here', 'missing_there', 'differs')),
  field text not null,
  here jsonb not null,
  there jsonb not null,
  -- Compares that found it, one after the other. Absence counts from the second on.
  sightings int not null default 1,
  first_seen timestamptz not null default now(),
  last_seen timestamptz not null default now(),
  repaired_at timestamptz,
  closed_at timestamptz
);
create unique index drift_open on sync.drift (account_id, entity, record_id, class, field) where closed_at is null;
create index drift_closed on sync.drift (closed_at) where closed_at is not null;

-- What people should see of it.
create view sync.standing_drift as
  select * from sync.drift where closed_at is null and (class <> 'missing_there' or sightings >= 2);

alter table sync.audit drop constraint audit_action_check;
alter table sync.audit add constraint audit_action_check
  check (action in ('retry', 'ignore', 'resolve_conflict', 'allow_deletions', 'repair', 'dispute', 'dry_run'));
