-- How far the last reading of everything has come, for people: one row per entity, written with each group of rows.
create table sync.progress (
  account_id int not null references sync.account,
  entity text not null,
  started_at timestamptz not null,
  received bigint not null,
  -- What the last complete reading of everything has brought; null before there was one.
  expected bigint,
  -- When the reading was complete, and how many rows were to be taken over then.
  read_at timestamptz,
  to_apply bigint,
  applying_at timestamptz,
  applied bigint not null default 0,
  finished_at timestamptz,
  updated_at timestamptz not null default clock_timestamp(),
  primary key (account_id, entity)
) with (fillfactor = 50);
