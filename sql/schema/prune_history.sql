-- Deletes versions of rows that ended before a moment, from one history table, as nothing else may. What lives is never touched.
--
-- The table's guards are off within this transaction alone, and nobody else writes to it until it ends; no version is
-- deleted before the horizon says so.
--
-- takes    tab       a table of schema v2, without its schema and _history
--          before    the moment
--          rows_max  at most so many
-- returns  how many were deleted
-- raises   55P03     the table was not free within lock_timeout; nothing was changed
-- called   prune.sql
create or replace function v2.prune_history(tab text, before timestamptz, rows_max int) returns int
language plpgsql as $$
declare
  old tid[];
  done int;
begin
  -- Looked for before anybody is kept waiting: a version that is written once never moves.
  execute format('select array(select ctid from v2.%I where valid_to < $1 limit $2)', tab || '_history')
  into old using before, rows_max;
  if cardinality(old) = 0 then
    return 0;
  end if;
  insert into brain.history_horizon as h (kept_from) values (before)
  on conflict (only_row) do update set kept_from = greatest(h.kept_from, excluded.kept_from);
  execute format('alter table v2.%I disable trigger user', tab || '_history');
  execute format('delete from v2.%I where ctid = any ($1) and valid_to < $2', tab || '_history') using old, before;
  get diagnostics done = row_count;
  execute format('alter table v2.%I enable trigger user', tab || '_history');
  return done;
end $$;
revoke all on function v2.prune_history(text, timestamptz, int) from public;
