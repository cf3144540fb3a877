create extension if not exists pg_trgm;
create schema catalog;

-- Persian letters as ASCII, letters of one sound as one. In a database of ctype C pg_trgm takes no Persian letter for a
-- letter and finds no trigrams at all; in ASCII it works everywhere, and «ذرت» is as near to «زرت» as it sounds.
create function catalog.sound(folded text) returns text language sql immutable strict parallel safe return
  translate(folded, 'ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیء', 'abptsjchxdzrzyswsztzaqfqkglmnuhia');

-- Rows of the books arrive in any order (Mahak API reference §3), so nothing here refers to another row by a foreign key:
-- a variant whose product has not come yet waits unseen.

create table catalog.category (
  id text collate "C" primary key,
  slug text collate "C" not null unique,
  name text not null,
  search_key text not null,
  deleted boolean not null,
  row_version bigint not null default nextval('platform.row_version')
);

create table catalog.property (
  code bigint primary key,
  title text not null,
  deleted boolean not null,
  row_version bigint not null default nextval('platform.row_version')
);

create table catalog.product (
  id text collate "C" primary key,
  category_id text collate "C",
  slug text collate "C" not null unique,
  name text not null,
  search_key text not null,
  name_sound text not null generated always as (catalog.sound(search_key)) stored,
  description text not null,
  unit text not null,
  code bigint not null,
  tax_percent double precision not null,
  charge_percent double precision not null,
  weight double precision not null,
  deleted boolean not null,
  -- Derived from the variants and the category; written by derived.repository.ts alone.
  price_from bigint,
  price_to bigint,
  visible boolean not null default false,
  search_text text not null default '',
  search_sound text not null generated always as (catalog.sound(search_text)) stored,
  row_version bigint not null default nextval('platform.row_version'),
  check (not visible or price_from > 0)
);

create table catalog.variant (
  id text collate "C" primary key,
  product_id text collate "C" not null,
  code bigint not null,
  barcode text not null,
  options jsonb not null,
  search_key text not null,
  is_base boolean not null,
  price_levels bigint[] not null,
  sell_price_level smallint not null check (sell_price_level between 1 and 10),
  price bigint not null generated always as (coalesce(price_levels[sell_price_level], 0)) stored,
  deleted boolean not null,
  -- Derived; written by derived.repository.ts alone.
  sellable boolean not null default false,
  row_version bigint not null default nextval('platform.row_version'),
  check (not sellable or price > 0)
);
create index variant_of_product on catalog.variant (product_id);

-- Which variants the books assign to this shop. No row means assigned.
create table catalog.assignment (
  variant_id text collate "C" primary key,
  assigned boolean not null
);

create table catalog.product_image (
  product_id text collate "C" not null,
  position int not null,
  asset_id text collate "C" not null,
  primary key (product_id, position)
);

create trigger touch before update on catalog.category for each row execute function platform.touch_row_version();
create trigger touch before update on catalog.property for each row execute function platform.touch_row_version();
create trigger touch before update on catalog.product for each row execute function platform.touch_row_version();
create trigger touch before update on catalog.variant for each row execute function platform.touch_row_version();

-- Ids are time-ordered, so the newest product has the greatest id.
create index product_newest on catalog.product (id) where visible;
create index product_cheapest on catalog.product (price_from, id) where visible;
create index product_newest_in_category on catalog.product (category_id, id);
create index product_cheapest_in_category on catalog.product (category_id, price_from, id) where visible;
create index product_search on catalog.product using gin (search_sound gin_trgm_ops) where visible;

-- The visible products that resemble a misspelt query most. One wrong letter in a word of five leaves about half of its
-- trigrams; the 200 best are more than anybody looks through.
create function catalog.resembling(folded_query text) returns setof text language sql stable rows 200
  set pg_trgm.word_similarity_threshold = 0.45
as $$
  select id from catalog.product where visible and catalog.sound(folded_query) <% search_sound
  order by catalog.sound(folded_query) <<-> search_sound, id limit 200
$$;
