create schema mahak;

-- Every row of all 57 entities, ready to be sent: `doc` is the JSON text as it goes over the wire.
create table mahak.row (
  entity      text    not null,
  id          int     not null,
  created_by  int     not null,           -- visitor that saved it first; 0 is the desktop
  client_id   bigint,                     -- the creator's own number, the idempotency key of a save
  code        int     not null default 0, -- number inside the desktop program; 0 until it took the row over
  natural_key text,                       -- identity of link rows, which have no client id
  owner_id    int,                        -- the row's VisitorId
  parent_id   int,                        -- the row it hangs on: an order of a line, a product of a variant
  search      text,                       -- folded text for the desktop's search box
  row_version bigint  not null,
  deleted     boolean not null,
  doc         text    not null,
  primary key (entity, id)
);
create unique index row_by_client_id on mahak.row (entity, created_by, client_id) where client_id is not null;
create unique index row_by_natural_key on mahak.row (entity, natural_key) where natural_key is not null;
create index row_by_version on mahak.row (entity, row_version, id);
create index row_by_parent on mahak.row (entity, parent_id) where parent_id is not null;
create index row_by_code on mahak.row (entity, code) where code <> 0;

create table mahak.counter (
  name  text   primary key,
  value bigint not null
);

create table mahak.setting (
  name  text primary key,
  value text not null
);

create table mahak.login (
  user_name    text primary key,
  visitor_id   int  not null,
  password_md5 text not null,
  title        text not null
);

create table mahak.ledger (
  id         bigint      generated always as identity primary key,
  at         timestamptz not null,
  visitor_id int         not null,
  sync_id    bigint      not null,
  entity     text        not null,
  row_id     int,
  client_id  bigint,
  action     text        not null check (action in ('insert', 'update', 'delete', 'refused')),
  reason     text
);

create table mahak.picture_file (
  picture_id int   primary key,
  content    bytea not null
);
