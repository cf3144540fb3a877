create schema media;

-- wanted: to be fetched; leased: being fetched; stored: the original is kept, its renditions are to be made; ready: shown;
-- unavailable: cannot be fetched or is no picture. Two assets may have one source: the books list a picture twice at times.
create table media.asset (
  id text collate "C" primary key,
  source text not null,
  state text not null default 'wanted' check (state in ('wanted', 'leased', 'stored', 'ready', 'unavailable')),
  reason text,
  sha256 text,
  content_type text,
  -- Of the largest rendition, in pixels.
  width int,
  height int,
  attempts int not null default 0,
  lease_until timestamptz,
  stored_at timestamptz,
  row_version bigint not null default nextval('platform.row_version'),
  check (state not in ('stored', 'ready') or sha256 is not null),
  check (state <> 'ready' or (width > 0 and height > 0))
);
create index asset_waiting on media.asset (state, lease_until) where state in ('wanted', 'leased', 'stored');
create index asset_of_content on media.asset (sha256);
create trigger touch before update on media.asset for each row execute function platform.touch_row_version();
