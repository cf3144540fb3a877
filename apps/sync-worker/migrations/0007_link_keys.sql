-- Links are always looked for by one of their ids; account and entity are hardly any choice. A planner whose statistics are a
-- minute old (an entity that had no rows then) takes them for choice enough, reads all links of the entity for every row, and the
-- cost grows with the square of the rows. So the id comes first, and every entity is expected to be an even share of the table.
alter table sync.link drop constraint link_pkey, add constraint link_pkey primary key (local_id, entity, account_id);
drop index sync.link_client_id;
drop index sync.link_mahak_id;
create unique index link_client_id on sync.link (client_id, entity, account_id) where client_id is not null;
create unique index link_mahak_id on sync.link (mahak_id, entity, account_id) where mahak_id is not null;
alter table sync.link alter column entity set statistics 0;
