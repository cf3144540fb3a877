-- The schema and sync.dirty belong to the platform; here is what the worker keeps beside them.

-- The account at Mahak: one visitor of one database. Ids and versions of another account mean nothing here.
create table sync.account (
  id int generated always as identity primary key,
  database_id int not null,
  visitor_id int not null,
  title text not null,
  credit_day int,
  -- Settings the rows were last applied with; when they change, all rows are applied again.
  mapping text not null default '',
  checked_at timestamptz not null default clock_timestamp(),
  unique (database_id, visitor_id)
);

-- Who is who on both sides, and how far the two agree. client_id names a row we create, for ever (ADR: intent before the call).
create table sync.link (
  account_id int not null references sync.account,
  entity text not null,
  local_id text not null,
  -- The record of the dirty set this row travels with: the order of a line, a receipt, a cheque.
  owner_id text,
  client_id bigint,
  mahak_id bigint,
  mahak_code bigint,
  -- Version last read, and version last returned by a save; the second never stands for the first.
  remote_version bigint,
  pushed_version bigint,
  send_state text not null default 'idle' check (send_state in ('idle', 'sending', 'uncertain')),
  sent_at timestamptz,
  sent_hash text,
  -- Content both sides last agreed on.
  base_hash text,
  accepted_at timestamptz,
  confirmed_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (account_id, entity, local_id)
);
create unique index link_client_id on sync.link (account_id, entity, client_id) where client_id is not null;
create unique index link_mahak_id on sync.link (account_id, entity, mahak_id) where mahak_id is not null;
create index link_owner on sync.link (account_id, owner_id) where owner_id is not null;
create index link_unsettled on sync.link (sent_at) where send_state <> 'idle';

create sequence sync.client_id_people;
create sequence sync.client_id_orders;
create sequence sync.client_id_order_details;
create sequence sync.client_id_receipts;
create sequence sync.client_id_cheques;

-- How far each entity has been read.
create table sync.watermark (
  account_id int not null references sync.account,
  entity text not null,
  safe_version bigint not null default 0,
  seen_version bigint not null default 0,
  -- [[observed at, ms since 1970], version] pairs that wait for the settle time, oldest first.
  ring jsonb not null default '[]',
  pull_started_at timestamptz,
  pull_finished_at timestamptz,
  full_pull_at timestamptz,
  rows_total bigint not null default 0,
  -- Rows that only a full read found.
  late_rows bigint not null default 0,
  -- Until when a person has allowed a mass deletion.
  deletions_allowed_until timestamptz,
  primary key (account_id, entity)
);

-- The last row read of every record, and whether the shop already has it. Whatever is 'pending' is applied sooner or later,
-- so that the watermark may pass it.
create table sync.mirror (
  account_id int not null references sync.account,
  entity text not null,
  mahak_id bigint not null,
  version bigint not null,
  hash text not null,
  doc jsonb not null,
  deleted boolean not null,
  -- Whether it was deleted when the shop last took it over; null before that.
  applied_deleted boolean,
  parent_id bigint,
  other_id bigint,
  client_id bigint,
  match_key text,
  state text not null default 'pending' check (state in ('pending', 'applied', 'orphan', 'bad')),
  received_at timestamptz not null default now(),
  primary key (account_id, entity, mahak_id)
) with (fillfactor = 80);
create index mirror_pending on sync.mirror (account_id, entity, mahak_id) where state = 'pending';
create index mirror_parent on sync.mirror (account_id, entity, parent_id) where parent_id is not null;
create index mirror_other on sync.mirror (account_id, entity, other_id) where other_id is not null;
create index mirror_client on sync.mirror (account_id, entity, client_id) where client_id is not null;
create index mirror_match on sync.mirror (account_id, entity, match_key) where match_key is not null;

-- Rows that came before the row they hang on.
create table sync.orphan (
  account_id int not null references sync.account,
  entity text not null,
  mahak_id bigint not null,
  waits_entity text not null,
  waits_id bigint not null,
  since timestamptz not null default now(),
  tries int not null default 1,
  primary key (account_id, entity, mahak_id, waits_entity)
);
create index orphan_waits on sync.orphan (account_id, waits_entity, waits_id);

-- What a person should know or do.
create table sync.issue (
  id bigint generated always as identity primary key,
  entity text not null,
  record_id text not null,
  class text not null,
  code text not null,
  field text not null default '',
  message text not null,
  -- Mahak's own words.
  detail text,
  count int not null default 1,
  status text not null default 'open' check (status in ('open', 'resolved', 'ignored')),
  first_at timestamptz not null default now(),
  last_at timestamptz not null default now()
);
create unique index issue_open on sync.issue (entity, record_id, code, field) where status = 'open';
create index issue_recent on sync.issue (last_at desc) where status = 'open';

-- One row per save call, written before the call.
create table sync.attempt (
  id bigint generated always as identity primary key,
  account_id int not null references sync.account,
  lane text not null,
  worker text not null,
  local_ids text[] not null,
  generations bigint[] not null,
  client_ids bigint[] not null,
  rows int not null,
  outcome text,
  failure text,
  accepted int,
  started_at timestamptz not null default clock_timestamp(),
  finished_at timestamptz
);
create index attempt_started on sync.attempt (started_at);
