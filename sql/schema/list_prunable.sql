-- Lists the tables of schema v2 whose history holds versions that ended before a moment. The index on (id, valid_to) does not help
-- here: a table is read until the first such version is found, once a day.
--
-- takes    $1 timestamptz   the moment
-- returns  text             name, without its schema and _history
-- called   HistoryStore.Prunable
select left(c.relname, -length('_history'))::text
from pg_class c
where c.relnamespace = 'v2'::regnamespace and c.relkind = 'r' and c.relname like '%\_history'
  and (xpath('/row/x/text()', query_to_xml(
    format('select exists (select from v2.%I where valid_to < %L) as x', c.relname, $1), false, true, '')))[1]::text = 'true'
order by 1;
