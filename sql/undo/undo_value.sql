-- Makes the expression of a column's old value, over o (the old version) and t (the row that lives).
--
-- takes    kept        columns, or column.key, that stay as they are
--          otherwise   what takes the place of an old value that is null, or null for none
create or replace function v2.undo_value(col text, kept text[], otherwise text) returns text
language sql immutable
return (
  select case
    when k.keys is not null then format(
      '(o.%1$I - %2$L::text[]) || (select coalesce(jsonb_object_agg(j.key, j.value), ''{}'') from jsonb_each(t.%1$I) j where j.key = any (%2$L::text[]))',
      col, k.keys)
    when otherwise is not null then format('coalesce(o.%I, %s)', col, otherwise)
    else format('o.%I', col) end
  from (select array_agg(split_part(p, '.', 2)) as keys from unnest(kept) p where p like col || '.%') k);
