-- Finds the table of a row by its id, or by the beginning of one.
--
-- takes    $1 uuid   the least id that begins so      $2 uuid   the greatest
-- returns  tab, id   rows of tables with texts, live or past, at most three: more than one for a beginning that is not one row's
-- called   ForgetStore.Find
select c.tab, x::text::uuid
from (select distinct k.tab from v2.forget_columns() k where k.tab not like '%\_history' and k.tab <> 'forgotten') c
cross join lateral unnest(xpath('/table/row/id/text()', query_to_xml(format(
  'select id from v2.%1$I where id between %3$L and %4$L union select id from v2.%2$I where id between %3$L and %4$L limit 3',
  c.tab, c.tab || '_history', $1, $2), false, false, ''))) x
limit 3
