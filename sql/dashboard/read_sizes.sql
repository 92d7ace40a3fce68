-- Tells how large the database is, its largest tables, and what waits in its queues.
--
-- returns  json   shape: Brain.Postgres.Dashboard.DatabaseSize; growth is told from the rows of the last day
-- called   DashboardStore.Size
select jsonb_build_object(
  'bytes', pg_database_size(current_database()),
  'tables', (
    select jsonb_agg(jsonb_build_object('name', t.name, 'bytes', t.bytes, 'rows', t.rows) order by t.bytes desc)
    from (
      select n.nspname || '.' || c.relname as name, pg_total_relation_size(c.oid) as bytes, greatest(c.reltuples, 0)::bigint as rows
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'r' and n.nspname in ('v2', 'brain', 'orleans')
      order by 2 desc limit 10) t),
  'to_index', (select count(*) from brain.search_queue),
  'to_send', (select count(*) from v2.notifications where status = 'pending'),
  'days', (
    select coalesce(jsonb_agg(jsonb_build_object('day', to_char(z.day, 'YYYY-MM-DD'), 'bytes', z.bytes) order by z.day), '[]')
    from brain.database_sizes z where z.day > (public.brain_now() at time zone 'UTC')::date - 30),
  'grows', (
    select jsonb_agg(jsonb_build_object('day', g.day, 'turns', g.turns) order by g.day)
    from (
      select to_char(d.day, 'YYYY-MM-DD') as day, (
        select coalesce(sum(s.turn_count), 0) from v2.sessions s
        where s.started_at >= d.day and s.started_at < d.day + interval '1 day') as turns
      from generate_series(date_trunc('day', public.brain_now()) - interval '13 days', date_trunc('day', public.brain_now()), interval '1 day') d (day)) g))::text;
