-- A line that was taken out of an order stays, with quantity 0, so that the books can be told which one it was.
alter table orders.order_line
  drop constraint order_line_quantity_check,
  add constraint order_line_quantity_check check (quantity >= 0);

-- The history of an order that was edited after it was sold.
create table orders.change (
  id text primary key,
  order_id text not null references orders."order",
  changed_at timestamptz not null,
  -- The staff member; null when the order took on what the books had invoiced.
  changed_by text,
  total_before bigint not null check (total_before >= 0),
  total_after bigint not null check (total_after >= 0),
  -- { lineId, variantId, from, to }: quantities of the lines that changed.
  lines jsonb not null,
  -- What note and address were, if they changed.
  note_before text,
  address_before jsonb
);
create index change_by_order on orders.change (order_id, id);
create trigger capture after insert on orders.change for each row execute function sync.capture('order', 'order_id');
