create schema orders;

-- The shop's own number, mostly gapless; the fiscal number is the one of the invoice in the books.
create sequence orders.order_number start 1001;

create table orders."order" (
  id text primary key,
  number bigint not null unique default nextval('orders.order_number'),
  -- A cart becomes one order, however often checkout is called.
  cart_id text not null unique,
  customer_id text not null,
  state text not null default 'pending_payment' check (state in ('pending_payment', 'paid', 'cancelled', 'expired')),
  items_total bigint not null check (items_total >= 0),
  shipping_total bigint not null check (shipping_total >= 0),
  total bigint not null,
  shipping_title text not null,
  address jsonb not null,
  note text,
  placed_at timestamptz not null,
  paid_at timestamptz,
  expires_at timestamptz not null,
  books_state text not null default 'waiting' check (books_state in ('waiting', 'accepted', 'confirmed', 'attention')),
  invoice_number bigint,
  row_version bigint not null default nextval('platform.row_version'),
  check (items_total + shipping_total = total),
  check ((state = 'paid') = (paid_at is not null)),
  check (books_state <> 'confirmed' or invoice_number is not null)
);
create index order_by_customer on orders."order" (customer_id, number desc);
create index order_overdue on orders."order" (expires_at) where state = 'pending_payment';

create table orders.order_line (
  id text primary key,
  order_id text not null references orders."order",
  position int not null,
  variant_id text not null,
  product_name text not null,
  options jsonb not null,
  unit_price bigint not null check (unit_price >= 0),
  quantity int not null check (quantity > 0),
  total bigint not null,
  check (unit_price * quantity = total),
  unique (order_id, position)
);

-- Checked at commit: the lines of an order add up to its items total, to the Rial.
create function orders.check_items_total() returns trigger language plpgsql as $$
declare
  checked text := case tg_table_name when 'order' then to_jsonb(new) ->> 'id'
    else coalesce(to_jsonb(new) ->> 'order_id', to_jsonb(old) ->> 'order_id') end;
begin
  if exists (
    select from orders."order" o where o.id = checked and o.items_total is distinct from
      (select coalesce(sum(l.total), 0) from orders.order_line l where l.order_id = o.id)
  ) then
    raise exception 'the lines of order % do not add up to its items total', checked using errcode = 'check_violation';
  end if;
  return null;
end $$;
create constraint trigger items_total_of_order after insert or update of items_total on orders."order"
  deferrable initially deferred for each row execute function orders.check_items_total();
create constraint trigger items_total_of_line after insert or update or delete on orders.order_line
  deferrable initially deferred for each row execute function orders.check_items_total();

create trigger touch_row_version before update on orders."order"
  for each row execute function platform.touch_row_version();

-- The books hear of an order when it is paid; what the books answer (books_state, invoice_number) is no change of ours.
create trigger capture_paid after update of state on orders."order"
  for each row when (new.state = 'paid' and old.state is distinct from 'paid')
  execute function sync.capture('order', 'id');
