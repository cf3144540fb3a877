-- What the shop itself says of goods. `agreed` holds the fields both sides may change as they were before the shop changed
-- them for the first time; null for products of which only the books have written, {} for those that were made here.
alter table catalog.product
  add column tags text not null default '',
  add column agreed jsonb;
create index product_written_here on catalog.product (id) where agreed is not null;
create trigger capture_new after insert on catalog.product
  for each row when (new.agreed is not null) execute function sync.capture('product', 'id');
create trigger capture_change after update of name, unit, description, tags, weight on catalog.product
  for each row when (
    new.agreed is not null and (new.name, new.unit, new.description, new.tags, new.weight)
      is distinct from (old.name, old.unit, old.description, old.tags, old.weight)
  )
  execute function sync.capture('product', 'id');

-- A picture that was uploaded here stays until the books show it.
alter table catalog.product_image add column own boolean not null default false;
create index product_image_of_asset on catalog.product_image (asset_id) where own;
create trigger capture_new after insert on catalog.product_image
  for each row when (new.own) execute function sync.capture('picture', 'asset_id');
