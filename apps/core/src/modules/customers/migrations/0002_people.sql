-- Groups of the books: what a customer of the group pays is decided there.
create table customers.customer_group (
  id text primary key,
  name text not null,
  discount_percent numeric(6, 3) not null,
  -- 1 to 10; null leaves the level to each product.
  price_level int check (price_level between 1 and 10),
  deleted boolean not null
);

alter table customers.customer
  add column email text not null default '',
  add column phone text not null default '',
  add column national_code text not null default '',
  add column organization text not null default '',
  -- A company or another legal person rather than a natural one.
  add column legal boolean not null default false,
  -- From here on the books decide alone; null until they have said something. Amounts in Rial, in the books' own sign.
  add column group_id text references customers.customer_group,
  add column price_level int check (price_level between 1 and 10),
  add column discount_percent numeric(6, 3),
  add column credit bigint,
  add column balance bigint;

-- Every new customer is looked for in the books, which may know the number; without a name none is made there.
drop trigger capture_new on customers.customer;
drop trigger capture_change on customers.customer;
create trigger capture_new after insert on customers.customer
  for each row execute function sync.capture('customer', 'id');
create trigger capture_change
  after update of first_name, last_name, mobile, email, phone, national_code, organization, legal on customers.customer
  for each row when (
    (new.first_name, new.last_name, new.mobile, new.email, new.phone, new.national_code, new.organization, new.legal)
    is distinct from
    (old.first_name, old.last_name, old.mobile, old.email, old.phone, old.national_code, old.organization, old.legal)
  )
  execute function sync.capture('customer', 'id');

-- The address book. A deleted address stays, for the books have to hear of the deletion.
create table customers.address (
  id text primary key,
  customer_id text not null references customers.customer,
  receiver_name text not null,
  -- E.164, or empty where the books name none.
  mobile text not null check (mobile = '' or mobile ~ '^\+989[0-9]{9}$'),
  province text not null,
  city text not null,
  address text not null,
  postal_code text not null,
  is_default boolean not null default false,
  deleted_at timestamptz,
  created_at timestamptz not null default now(),
  row_version bigint not null default nextval('platform.row_version')
);
create index address_of_customer on customers.address (customer_id, id);
create unique index address_default on customers.address (customer_id) where is_default and deleted_at is null;
create trigger touch_row_version before update on customers.address
  for each row execute function platform.touch_row_version();
create trigger capture_new after insert on customers.address
  for each row execute function sync.capture('address', 'id');
create trigger capture_change after update on customers.address
  for each row when (
    (new.receiver_name, new.mobile, new.province, new.city, new.address, new.postal_code, new.is_default, new.deleted_at)
    is distinct from
    (old.receiver_name, old.mobile, old.province, old.city, old.address, old.postal_code, old.is_default, old.deleted_at)
  )
  execute function sync.capture('address', 'id');

-- What the books have written into a customer's account. Amounts in Rial; `number` is the books' own.
create table customers.statement_entry (
  number bigint primary key,
  customer_id text not null references customers.customer,
  at timestamptz not null,
  type int not null,
  debt bigint not null,
  credit bigint not null,
  balance bigint not null,
  description text not null
);
create index statement_of_customer on customers.statement_entry (customer_id, at desc, number desc);
