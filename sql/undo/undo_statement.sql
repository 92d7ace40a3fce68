-- Makes the statement that brings back, puts back or removes rows of one table. It takes the rows as $1 jsonb, as
-- v2.undo_apply's plan has them. An old version that lacks what a newer row must have keeps the newer row's, or the default.
create or replace function v2.undo_statement(tab text, act text) returns text
language sql stable as $$
  select format(case act
    when 'remove' then 'delete from v2.%1$I t using %3$s where t.id = e.id and t.valid_from = e.is_at'
    when 'put back' then 'update v2.%1$I t set %4$s from v2.%2$I o join %3$s on o.id = e.id and o.valid_from = e.was_at
      where t.id = o.id and t.valid_from = e.is_at'
    else 'insert into v2.%1$I (%5$s, updated_at, valid_from) select %6$s, v.began, v.began from v2.%2$I o
      join %3$s on o.id = e.id and o.valid_from = e.was_at cross join lateral (
        select greatest(public.brain_now(), max(h.valid_to)) as began from v2.%2$I h where h.id = o.id) v' end,
    tab, tab || '_history',
    'jsonb_to_recordset($1) as e (id uuid, is_at timestamptz, was_at timestamptz)' , c.sets, c.names, c.olds)
  from (
    select
      string_agg(format('%1$I = %2$s', a.attname, v2.undo_value(a.attname::text, k.kept, case when a.attnotnull then 't.' || quote_ident(a.attname) end)), ', ')
        filter (where a.attname not in ('id', 'created_at') and not a.attname = any (k.kept)) as sets,
      string_agg(quote_ident(a.attname), ', ' order by a.attnum) as names,
      string_agg(v2.undo_value(a.attname::text, '{}', case when a.attnotnull then pg_get_expr(d.adbin, d.adrelid) end), ', ' order by a.attnum) as olds
    from pg_attribute a
    left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    cross join (select s.kept from v2.undo_scope() s where s.name = tab) k
    where a.attrelid = format('v2.%I', tab)::regclass and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
      and a.attname not in ('updated_at', 'valid_from', 'valid_to')) c
$$;
