create schema inventory;

create table inventory.location (
  id text collate "C" primary key,
  code bigint not null,
  name text not null,
  -- Whether the web shop sells from here.
  sells boolean not null default true,
  deleted boolean not null,
  row_version bigint not null default nextval('platform.row_version')
);

-- What the books say, row by row and as they say it: a double, possibly negative (Mahak API reference §4.4).
create table inventory.remote_stock (
  variant_id text collate "C" not null,
  location_id text collate "C" not null,
  quantity numeric(18, 3) not null,
  version bigint not null,
  deleted boolean not null,
  row_version bigint not null default nextval('platform.row_version'),
  primary key (variant_id, location_id)
);
create index remote_stock_of_location on inventory.remote_stock (location_id);

-- available = on_hand - pending - reserved - safety. on_hand is the books' figure and may be negative; pending is sold on
-- the web but not yet in the books' figure; reserved is held for unpaid orders. Changed by record-movements.ts alone.
create table inventory.level (
  variant_id text collate "C" primary key,
  on_hand bigint not null default 0,
  pending bigint not null default 0 check (pending >= 0),
  reserved bigint not null default 0 check (reserved >= 0),
  safety bigint not null default 0 check (safety >= 0),
  row_version bigint not null default nextval('platform.row_version')
) with (fillfactor = 70);

create table inventory.reservation (
  order_id text collate "C" not null,
  variant_id text collate "C" not null,
  quantity bigint not null check (quantity > 0),
  state text not null check (state in ('held', 'sold', 'settled', 'released')),
  expires_at timestamptz not null,
  -- The books' row version of the order when its invoice was first seen, and when that was.
  confirmed_version bigint,
  confirmed_at timestamptz,
  primary key (order_id, variant_id),
  check ((confirmed_version is null) = (confirmed_at is null))
) with (fillfactor = 80);
create index reservation_expiring on inventory.reservation (expires_at) where state = 'held';
create index reservation_to_settle on inventory.reservation (confirmed_at) where state = 'sold' and confirmed_at is not null;

-- The ledger: the deltas of a variant add up to its level.
create table inventory.movement (
  id bigint generated always as identity primary key,
  variant_id text collate "C" not null,
  kind text not null check (kind in ('remote_stock', 'hold', 'sell', 'settle', 'release', 'retake')),
  order_id text collate "C",
  on_hand bigint not null,
  pending bigint not null,
  reserved bigint not null,
  at timestamptz not null default now(),
  check ((order_id is null) = (kind = 'remote_stock'))
);
create index movement_of_variant on inventory.movement (variant_id, id);

create function inventory.keep_ledger() returns trigger language plpgsql as $$
begin
  raise exception 'inventory.movement is append-only';
end $$;
create trigger append_only before update or delete on inventory.movement
  for each statement execute function inventory.keep_ledger();
create trigger touch before update on inventory.location for each row execute function platform.touch_row_version();
create trigger touch before update on inventory.remote_stock for each row execute function platform.touch_row_version();
create trigger touch before update on inventory.level for each row execute function platform.touch_row_version();
