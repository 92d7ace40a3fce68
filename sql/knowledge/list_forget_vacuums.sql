-- Lists the statements that write touched tables anew, so that nothing of the rows that were is left in their files: not the old
-- rows, not the most common values that the planner kept of them.
--
-- takes    $1 text[]   tables: of v2 by their bare names, others with their schema
-- returns  text        one statement each; none for a table that is not there or is somebody else's
-- called   ForgottenBytes.Vacuum
select format('vacuum (full, analyze) %s', t.oid::regclass)
from (
  select distinct to_regclass(case when n like '%.%' then n else format('v2.%I', n) end) as oid
  from unnest($1 || array['brain.forget_runs', 'brain.forgotten_pieces', 'v2.forgotten', 'brain.search_units',
    'brain.search_lexemes']) n) t
join pg_class c on c.oid = t.oid
where pg_has_role(c.relowner, 'usage')
union all
-- Numbers, no words; their indexes would take minutes to be made.
select format('vacuum %s', c.oid::regclass)
from pg_class c
where c.oid in (to_regclass('brain.search_vectors'), to_regclass('brain.search_tokens')) and pg_has_role(c.relowner, 'usage')
union all
select 'vacuum full pg_catalog.pg_statistic'
from pg_database d where d.datname = current_database() and pg_has_role(d.datdba, 'usage')
