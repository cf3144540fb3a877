-- Client ids may be one visitor's own or unique in the whole database (a switch), so they are looked up by themselves.
drop index mahak.row_by_client_id;
create unique index row_by_client_id on mahak.row (entity, client_id, created_by) where client_id is not null;

-- Rows of ExtraData are found by their type: 130 is the tree of categories.
update mahak.row set parent_id = (doc::json ->> 'ItemType')::int where entity = 'ExtraDatas';

-- People are searched for by their name; the next change of a row folds it as it should be.
update mahak.row set search = lower(doc::json ->> 'LastName') where entity = 'People';
