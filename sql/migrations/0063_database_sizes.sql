-- How large the database was, day by day: what Health shows as its growth.
create table brain.database_sizes (
  day   date primary key,                          -- in UTC
  bytes bigint not null check (bytes > 0)
);
