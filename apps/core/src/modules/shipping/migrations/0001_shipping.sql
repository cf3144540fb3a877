create schema shipping;

create table shipping.method (
  id text collate "C" primary key,
  title text not null,
  price bigint not null check (price >= 0),
  active boolean not null default true,
  position int not null,
  row_version bigint not null default nextval('platform.row_version')
);
create trigger touch before update on shipping.method for each row execute function platform.touch_row_version();

insert into shipping.method (id, title, price, position) values ('shp_01k9xw0000e008000000000001', 'پست پیشتاز', 600000, 1);
