-- What was changed last is taken by the generation of its change, apart from what waits longest.
drop index sync.dirty_newest;
create index dirty_newest on sync.dirty (entity, generation) where state = 'dirty';
