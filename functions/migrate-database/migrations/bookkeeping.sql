-- Runs before every migration, so it must be repeatable for ever, and is never changed except by additions.

create schema if not exists deposits;

create table if not exists deposits.schema_migration (
  version    integer primary key,
  name       text not null unique,
  checksum   text not null,
  applied_at timestamptz not null default now()
);

create table if not exists deposits.credential (
  role_name         text primary key,
  secret_version_id text not null,
  set_at            timestamptz not null default now()
);

comment on table deposits.credential is 'From which version of its secret a role has its password.';
