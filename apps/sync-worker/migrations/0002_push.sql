-- How often its company in a call was halved since it was last accepted: until the one record that makes Mahak fail stands alone.
alter table sync.link add column halvings int not null default 0;
create index link_not_invoiced on sync.link (accepted_at)
  where entity = 'Orders' and accepted_at is not null and confirmed_at is null;

-- The exchanges of each record, for people: what was sent, without personal data, and what was answered. They live as long as
-- their attempt.
create table sync.exchange (
  attempt_id bigint not null references sync.attempt on delete cascade,
  entity text not null,
  local_id text not null,
  sent jsonb not null,
  outcome text,
  answer jsonb,
  primary key (attempt_id, local_id)
);
create index exchange_of_record on sync.exchange (entity, local_id, attempt_id);
