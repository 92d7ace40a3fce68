-- Counts what there is: migrations applied and standard tables. called SchemaStore.Check
select
  (select count(*)::int from brain.migrations where file like 'migrations/%'),
  (select count(*)::int from pg_class c
   where c.relnamespace = 'v2'::regnamespace and c.relkind in ('r', 'p') and c.relname not like '%\_history');
