-- What the shop has yet to take over stands in a narrow table of its own: taking a row over then deletes a few bytes here and
-- leaves the wide row of the mirror and its indexes alone, which were written a second time for every row before.
create table sync.pending (
  account_id int not null,
  entity text not null,
  mahak_id bigint not null,
  -- An orphan waits for the row it hangs on; a bad row for Mahak to change it, or for a full reading.
  state text not null default 'pending' check (state in ('pending', 'orphan', 'bad')),
  -- When its content came; -infinity if the shop has had that content before.
  received_at timestamptz not null,
  -- How it was when the shop last took it over; null if it never has.
  former_deleted boolean,
  former_parent_id bigint,
  former_other_id bigint,
  primary key (account_id, entity, mahak_id)
);
create index pending_ready on sync.pending (account_id, entity, mahak_id) where state = 'pending';

insert into sync.pending
select account_id, entity, mahak_id, state, received_at, applied_deleted, applied_parent_id, applied_other_id
from sync.mirror where state <> 'applied';
alter table sync.mirror drop column state, drop column received_at, drop column applied_deleted,
  drop column applied_parent_id, drop column applied_other_id;

-- Every row of the tables that hold a row per record looked its account up at a cost of as much as writing it, and two
-- transactions at once shared the lock of that one account by way of a multixact. Accounts are never deleted.
alter table sync.mirror drop constraint mirror_account_id_fkey;
alter table sync.link drop constraint link_account_id_fkey;
alter table sync.orphan drop constraint orphan_account_id_fkey;
