-- The first reading writes hundreds of thousands of rows, so only what is looked for by its second key is indexed by it.
drop index sync.mirror_other;
create index mirror_gallery_picture on sync.mirror (account_id, other_id) where entity = 'PhotoGalleries';

-- Where a row hung when the shop last took it over: when it moves, what it has left is reckoned anew, too.
alter table sync.mirror add column applied_parent_id bigint, add column applied_other_id bigint;
