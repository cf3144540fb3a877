-- Issues that a person has set aside, with the reason and until when.
alter table sync.issue add column note text;
alter table sync.issue add column ignored_until timestamptz;
drop index sync.issue_open;
create unique index issue_unresolved on sync.issue (entity, record_id, code, field) where status <> 'resolved';

-- What wants a person's attention now. An alarm that is ignored without a date never comes back.
create view sync.standing_issue as
  select * from sync.issue where status = 'open' or (status = 'ignored' and ignored_until <= now());

-- What operators did: written in the transaction of the deed.
create table sync.audit (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  who text not null,
  action text not null check (action in ('retry', 'ignore', 'resolve_conflict', 'allow_deletions')),
  entity text not null,
  record_id text not null,
  before jsonb not null,
  after jsonb not null
);
create index audit_of_record on sync.audit (entity, record_id, id);
