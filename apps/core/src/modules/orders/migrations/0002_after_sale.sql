alter table orders."order" drop constraint order_check1;
alter table orders."order"
  add constraint paid_has_time check (state <> 'paid' or paid_at is not null),
  add column cancelled_at timestamptz,
  -- Who cancelled it: a customer's or a staff member's id.
  add column cancelled_by text,
  add column cancel_reason text;

-- Before an order was paid the books did not know it; a paid one that is cancelled has to leave them, or be returned in them.
create trigger capture_cancelled after update of state on orders."order"
  for each row when (new.state = 'cancelled' and old.state = 'paid')
  execute function sync.capture('order', 'id');

-- Goods of an invoiced order that came back; each is a document of its own in the books.
create table orders.return (
  id text primary key,
  order_id text not null references orders."order",
  -- Takes back all that is left of an order that was cancelled after the books had made its invoice.
  cancellation boolean not null,
  items_total bigint not null check (items_total >= 0),
  shipping_total bigint not null check (shipping_total >= 0),
  total bigint not null,
  reason text not null,
  recorded_at timestamptz not null,
  recorded_by text,
  books_state text not null default 'waiting' check (books_state in ('waiting', 'accepted', 'confirmed', 'attention')),
  invoice_number bigint,
  check (items_total + shipping_total = total)
);
create index return_by_order on orders.return (order_id);
create unique index return_of_cancellation on orders.return (order_id) where cancellation;

create table orders.return_line (
  id text primary key,
  return_id text not null references orders.return,
  order_line_id text not null references orders.order_line,
  quantity int not null check (quantity > 0),
  unit_price bigint not null,
  total bigint not null,
  check (unit_price * quantity = total),
  unique (return_id, order_line_id)
);

-- Money that staff say was paid back to the customer.
create table orders.refund (
  id text primary key,
  order_id text not null references orders."order",
  amount bigint not null check (amount > 0),
  -- The bank's reference of the transfer.
  reference text not null,
  paid_at timestamptz not null,
  recorded_by text not null,
  books_state text not null default 'waiting' check (books_state in ('waiting', 'accepted', 'attention')),
  unique (order_id, reference)
);

create trigger capture after insert on orders.return for each row execute function sync.capture('return', 'id');
create trigger capture after insert on orders.refund for each row execute function sync.capture('refund', 'id');
