create schema payments;

-- One row is one try to pay one order: one token at the gateway. A new try is a new row.
create table payments.payment (
  id text primary key,
  order_id text not null,
  gateway text not null,
  state text not null default 'created'
    check (state in ('created', 'redirected', 'paid', 'failed', 'unknown', 'expired', 'reversed')),
  -- Rial. What is verified is this, never what a browser brings.
  amount bigint not null check (amount > 0),
  authority text,
  reference text,
  card_pan text,
  card_hash text,
  fee bigint,
  -- Set when the money was taken but the store cannot keep it: it has to go back.
  refund_reason text,
  created_at timestamptz not null,
  redirected_at timestamptz,
  paid_at timestamptz,
  next_inquiry_at timestamptz,
  row_version bigint not null default nextval('platform.row_version'),
  check (state <> 'paid' or (reference is not null and paid_at is not null)),
  check (state in ('created', 'failed') or authority is not null),
  unique (gateway, authority),
  unique (gateway, reference)
);
create index payment_by_order on payments.payment (order_id, created_at);
create index payment_to_inquire on payments.payment (next_inquiry_at) where next_inquiry_at is not null;
-- An order is paid once, whatever else goes wrong.
create unique index payment_kept_per_order on payments.payment (order_id)
  where state = 'paid' and refund_reason is null;

create trigger touch_row_version before update on payments.payment
  for each row execute function platform.touch_row_version();

-- All that was asked, answered and decided, in its order.
create table payments.event (
  id bigint generated always as identity primary key,
  payment_id text not null references payments.payment,
  kind text not null,
  at timestamptz not null,
  data jsonb not null default '{}'
);
create index event_by_payment on payments.event (payment_id, id);

create function payments.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'payments.event is append-only';
end $$;
create trigger append_only before update or delete on payments.event
  for each row execute function payments.refuse_change();
