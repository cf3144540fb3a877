-- Whether an order sent this way can be paid when it is delivered.
alter table shipping.method add column on_delivery boolean not null default false;
