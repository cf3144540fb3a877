create schema cart;

create table cart.cart (
  id text collate "C" primary key,
  customer_id text collate "C",
  -- Set once, by the checkout; a completed cart never changes again.
  completed_order_id text collate "C" unique,
  created_at timestamptz not null,
  row_version bigint not null default nextval('platform.row_version')
);

create table cart.line (
  cart_id text collate "C" not null references cart.cart (id) on delete cascade,
  variant_id text collate "C" not null,
  quantity int not null check (quantity > 0),
  -- Lines are shown in the order in which they were added.
  added bigint generated always as identity,
  primary key (cart_id, variant_id)
);

create trigger touch before update on cart.cart for each row execute function platform.touch_row_version();
