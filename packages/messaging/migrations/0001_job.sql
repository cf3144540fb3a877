create schema messaging;

-- One row per message. A leased row is one whose run_at lies in the future: when its consumer dies, the row becomes due by
-- itself. `attempts` grows with each claim and is the fencing token of the lease.
create table messaging.job (
  seq bigint generated always as identity primary key,
  message_id text not null,
  queue text not null,
  type text not null,
  body jsonb not null,
  traceparent text,
  -- Hash of type and body; null when the message must not be merged with an equal one.
  merge_key text,
  state text not null default 'waiting' check (state in ('waiting', 'leased', 'dead')),
  run_at timestamptz not null default now(),
  attempts int not null default 0,
  reason text,
  enqueued_at timestamptz not null default now()
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.01);

create index job_due on messaging.job (queue, run_at) where state <> 'dead';
create index job_dead on messaging.job (seq) where state = 'dead';
-- Only messages that nobody has taken yet are merged: whoever took one may have looked before the newer change.
create unique index job_merge on messaging.job (queue, merge_key) where state = 'waiting' and attempts = 0;
