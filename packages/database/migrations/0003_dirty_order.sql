-- Records that were marked in one transaction have equal times: the sequence of their generations is the order they came in,
-- so that a customer is claimed with the order that needs them.
drop index sync.dirty_ready;
drop index sync.dirty_newest;
create index dirty_ready on sync.dirty (entity, not_before, generation) where state = 'dirty';
create index dirty_newest on sync.dirty (entity, first_at, generation) where state = 'dirty';
-- The id first: by the entity alone the planner would read the whole set, if it was empty a minute ago.
alter table sync.dirty drop constraint dirty_pkey, add constraint dirty_pkey primary key (local_id, entity);
