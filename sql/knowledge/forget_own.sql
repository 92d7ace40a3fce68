-- Lists the rows that go with a row or a session that is forgotten: itself, a session's rows, the parts of each, and the rules that
-- were drafted from a learning.
--
-- takes    whose   a row, or a session
-- returns  ids; whose first
-- called   list_forget_own.sql
create or replace function v2.forget_own(whose uuid) returns setof uuid
language plpgsql stable as $$
declare
  own uuid[] := array[whose];
  found uuid[];
  t record;
begin
  for t in
    select c.relname as tab, a.attname as col
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.atttypid = 'uuid'::regtype
    where c.relnamespace = 'v2'::regnamespace and c.relkind = 'r' and a.attname in ('session_id', 'broadcast_id', 'document_id', 'event_id', 'learning_id')
    order by a.attname <> 'session_id', c.relname
  loop
    execute format('select array(select distinct r.id from v2.%I r where r.%I = any ($1))', t.tab, t.col)
    into found using case t.col when 'session_id' then array[whose] else own end;
    own := own || found;
  end loop;
  return query select distinct o from unnest(own) o;
end $$;
