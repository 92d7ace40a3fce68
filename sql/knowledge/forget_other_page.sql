-- Reads the next rows of a table of the brain's bookkeeping.
--
-- takes    tab     one of v2.forget_other_columns
--          after   the place of the last row seen, or null
--          most    at most so many
-- returns  place, texts   {column: value}, without those that are null
-- called   read_forget_other_page.sql
create or replace function v2.forget_other_page(tab text, after text, most int) returns table (place text, texts jsonb)
language plpgsql stable as $$
begin
  return query execute format($sql$
    select r.ctid::text, (select coalesce(jsonb_object_agg(e.key, e.value), '{}') from jsonb_each(jsonb_build_object(%s)) e where e.value <> 'null')
    from brain.%I r where $1 is null or r.ctid > $1::tid order by r.ctid limit $2
    $sql$, (select string_agg(format('%L, r.%I', c.col, c.col), ', ') from v2.forget_other_columns() c where c.tab = forget_other_page.tab), tab)
  using after, most;
end $$;
