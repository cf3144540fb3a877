-- An order that is paid when it is delivered needs no bank: it is placed with its goods sold, and its money is still to come.
alter table orders."order" drop constraint order_state_check;
alter table orders."order"
  add constraint order_state_check check (state in ('pending_payment', 'placed', 'paid', 'cancelled', 'expired')),
  add column payment_method text not null default 'gateway' check (payment_method in ('gateway', 'on_delivery')),
  add constraint placed_on_delivery check (state <> 'placed' or payment_method = 'on_delivery');

-- The books hear of an order when its goods are sold. Money collected later is a document of its own.
drop trigger capture_paid on orders."order";
create trigger capture_sold after update of state on orders."order"
  for each row when (new.state in ('placed', 'paid') and old.state not in ('placed', 'paid'))
  execute function sync.capture('order', 'id');
drop trigger capture_cancelled on orders."order";
create trigger capture_cancelled after update of state on orders."order"
  for each row when (new.state = 'cancelled' and old.state in ('placed', 'paid'))
  execute function sync.capture('order', 'id');

-- Money that was taken in cash when an order was delivered.
create table orders.collection (
  id text primary key,
  order_id text not null unique references orders."order",
  amount bigint not null check (amount > 0),
  collected_at timestamptz not null,
  recorded_by text not null,
  books_state text not null default 'waiting' check (books_state in ('waiting', 'accepted', 'attention'))
);
create trigger capture after insert on orders.collection for each row execute function sync.capture('collection', 'id');
