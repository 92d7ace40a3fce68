-- Whoever keeps hooks from writing: transactions, prepared ones too, that hold one of the brain's tables against writes,
-- and those that a process of the brain waits for.
--
-- returns  int          the process; null for a prepared transaction
--          text         how it calls itself
--          text         its user
--          text         idle in transaction, active …
--          text         its last statement, cut
--          timestamptz  since when its transaction is open
--          text         what it holds
-- called   DatabaseProbe.Locks
with held as (
  select l.pid, string_agg(distinct n.nspname || '.' || c.relname, ', ') as tables
  from pg_locks l join pg_class c on c.oid = l.relation join pg_namespace n on n.oid = c.relnamespace
  where l.granted and l.database = (select oid from pg_database where datname = current_database())
    and n.nspname in ('v2', 'brain', 'orleans') and c.relkind in ('r', 'p')
    and l.mode in ('ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock')
    and l.pid is distinct from pg_backend_pid()
  group by l.pid),
blocking as (
  select distinct unnest(pg_blocking_pids(a.pid)) as pid from pg_stat_activity a
  where a.application_name like 'brain%' and a.wait_event_type = 'Lock' and a.datname = current_database())
select nullif(b.pid, 0), a.application_name, a.usename::text, a.state, left(a.query, 300), a.xact_start, h.tables
from (select pid from held union select pid from blocking) b
left join held h on h.pid is not distinct from nullif(b.pid, 0)
left join pg_stat_activity a on a.pid = b.pid
where a.xact_start is null or a.xact_start < clock_timestamp() - interval '1 second'
order by a.xact_start nulls first
limit 20;
