create schema identity;

-- Keys that sign access tokens. The private half is stored encrypted; its key is derived from STORE_SECRET.
create table identity.signing_key (
  kid text primary key,
  public_jwk jsonb not null,
  private_jwk_encrypted bytea not null,
  created_at timestamptz not null
);

-- A login on one device: the family of all refresh tokens that came of it.
create table identity.session (
  id uuid primary key default gen_random_uuid(),
  audience text not null check (audience in ('customer', 'staff')),
  subject_id text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  ended_because text check (ended_because in ('logout', 'token_reused', 'subject_gone'))
);
create index session_by_subject on identity.session (subject_id);

create table identity.refresh_token (
  token_hash bytea primary key,
  session_id uuid not null references identity.session on delete cascade,
  issued_at timestamptz not null,
  rotated_at timestamptz
);
create index refresh_token_by_session on identity.refresh_token (session_id);

-- The one active login code of a number.
create table identity.otp_challenge (
  mobile text primary key,
  code_hash bytea not null,
  expires_at timestamptz not null,
  attempts int not null default 0
);

-- Who asked for codes, for the limits.
create table identity.otp_request (
  id bigint generated always as identity primary key,
  mobile text not null,
  ip text not null,
  requested_at timestamptz not null
);
create index otp_request_by_mobile on identity.otp_request (mobile, requested_at);
create index otp_request_by_ip on identity.otp_request (ip, requested_at);
create index otp_request_by_time on identity.otp_request (requested_at);

create table identity.staff (
  id text primary key,
  username text not null unique check (username = lower(username)),
  password_hash text not null,
  permissions text[] not null default '{}',
  active boolean not null default true,
  created_at timestamptz not null default now()
);

-- Failures by name, whether anybody has that name or not, so that a lock does not tell which names exist.
create table identity.staff_login_failure (
  username text primary key,
  failures int not null,
  last_at timestamptz not null,
  locked_until timestamptz
);
