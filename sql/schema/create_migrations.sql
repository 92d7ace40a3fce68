-- Makes the migrations' own table. called Migrator.Apply
-- Functions may be made before the ones that they call.
set local check_function_bodies = off;
-- A table that running silos use is free within moments; what waits for it longer would hold up everybody behind it.
set local lock_timeout = '10s';
create schema if not exists brain;
create table if not exists brain.migrations (
  file        text primary key,
  checksum    text not null check (checksum ~ '^[0-9a-f]{64}$'),
  applied_at  timestamptz not null default clock_timestamp()
);
