-- The last agreed fields of two-way records, and those that were sent since and not yet answered.
alter table sync.link add column base_doc jsonb;
alter table sync.link add column sent_doc jsonb;
-- Since when the record is deleted at Mahak.
alter table sync.link add column deleted_at timestamptz;

create sequence sync.client_id_person_addresses;

-- Links of records that were deleted at Mahak and made anew by the shop: their ids never come back.
create table sync.tombstone (
  account_id int not null references sync.account,
  entity text not null,
  mahak_id bigint,
  client_id bigint,
  local_id text not null,
  buried_at timestamptz not null default now()
);
create index tombstone_of_record on sync.tombstone (account_id, entity, local_id);

-- Customers whom an order waits for: they have to be in the books, whatever else is known of them.
create table sync.awaited_customer (
  local_id text primary key,
  since timestamptz not null default now()
);

-- Fields both sides have changed: what each said, and who won.
create table sync.conflict (
  id bigint generated always as identity primary key,
  account_id int not null references sync.account,
  -- As in the dirty set: customer, address.
  entity text not null,
  local_id text not null,
  field text not null,
  base_value jsonb not null,
  store_value jsonb not null,
  mahak_value jsonb not null,
  winner text not null check (winner in ('store', 'mahak')),
  rule text not null check (rule in ('both_changed', 'never_agreed', 'person')),
  at timestamptz not null default now(),
  resolved_by text,
  resolved_at timestamptz
);
create index conflict_recent on sync.conflict (at desc);
create index conflict_of_record on sync.conflict (entity, local_id);

-- More is kept of these entities from now on, so they are read again from the beginning.
update sync.watermark set safe_version = 0, ring = '[]' where entity in ('People', 'PersonGroups');
