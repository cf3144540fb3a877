-- A claim takes from both ends of the set: what waits longest, and what came last, so that nobody new waits behind a backlog.
create index dirty_newest on sync.dirty (entity, first_at) where state = 'dirty';
-- Records that were taken again and again without an outcome. There are hardly ever any.
create index dirty_suspect on sync.dirty (entity, not_before) where state = 'dirty' and claims >= 3;
