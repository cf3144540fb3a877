create schema customers;

create table customers.customer (
  id text primary key,
  mobile text not null unique check (mobile ~ '^\+989[0-9]{9}$'),
  first_name text not null default '',
  last_name text not null default '',
  created_at timestamptz not null default now(),
  row_version bigint not null default nextval('platform.row_version')
);

create trigger touch_row_version before update on customers.customer
  for each row execute function platform.touch_row_version();

-- The books need a name, so a customer is of interest to them only from the first name on.
create trigger capture_new after insert on customers.customer
  for each row when (new.first_name <> '' or new.last_name <> '')
  execute function sync.capture('customer', 'id');
create trigger capture_change after update of first_name, last_name, mobile on customers.customer
  for each row when (
    (new.first_name <> '' or new.last_name <> '')
    and (new.first_name, new.last_name, new.mobile) is distinct from (old.first_name, old.last_name, old.mobile)
  )
  execute function sync.capture('customer', 'id');
