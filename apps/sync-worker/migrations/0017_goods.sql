create sequence sync.client_id_products;
create sequence sync.client_id_product_details;
create sequence sync.client_id_pictures;

-- Files of pictures that were uploaded in the shop: noted before each call to Mahak, and when it has taken the file.
create table sync.picture_file (
  account_id int not null references sync.account,
  local_id text not null,
  tries int not null default 0,
  tried_at timestamptz not null,
  failure text,
  taken_at timestamptz,
  primary key (local_id, account_id)
);

-- ClientIds and tags are kept of these from now on, so they are read again from the beginning.
update sync.watermark set safe_version = 0, ring = '[]' where entity in ('Products', 'ProductDetails', 'Pictures');
