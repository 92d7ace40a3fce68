-- Lists whose a row is: what is forgotten of it is known again there.
--
-- takes    $1 uuid   the row
-- returns  uuid      a session; null where it is of none
-- called   ForgetStore.Sessions
select distinct nullif(x::text, '-')::uuid
from (
  select distinct k.tab, case when k.tab = 'sessions' then 'id' when exists (
    select from pg_attribute a where a.attrelid = to_regclass(format('v2.%I', k.tab)) and a.attname = 'session_id'
  ) then 'session_id' else 'null' end as whose
  from v2.forget_columns() k where k.tab not like '%\_history' and k.tab <> 'forgotten') c
cross join lateral unnest(xpath('/table/row/whose/text()', query_to_xml(format(
  'select coalesce(%3$s::text, ''-'') as whose from v2.%1$I where id = %4$L '
  'union select coalesce(%3$s::text, ''-'') from v2.%2$I where id = %4$L',
  c.tab, c.tab || '_history', c.whose, $1), false, false, ''))) x
