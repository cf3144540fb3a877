-- What an exchange would do: asked for by somebody, made by the worker, and the only thing a dry run leaves behind.
create table sync.plan (
  id bigint generated always as identity primary key,
  asked_by text not null,
  asked_at timestamptz not null default clock_timestamp(),
  finished_at timestamptz,
  failure text,
  summary jsonb
);

-- Mahak's answers, kept from their reading to the rehearsal, which makes no calls.
create unlogged table sync.plan_line (
  plan_id bigint not null,
  reading text not null,
  place bigint not null,
  line jsonb not null,
  primary key (plan_id, reading, place)
);
