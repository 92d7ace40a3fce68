-- Writes a row of the brain's bookkeeping without what is forgotten, unless somebody changed it meanwhile.
--
-- takes    tab     one of v2.forget_other_columns
--          place   the row's
--          was     its texts as they were read
--          texts   {column: value} for those that change
-- returns  how many rows were written: 1 or 0
-- called   write_forget_other.sql
create or replace function v2.forget_other_write(tab text, place text, was jsonb, texts jsonb) returns int
language plpgsql as $$
declare
  done int;
begin
  execute format('update brain.%I r set %s where r.ctid = $1::tid and %s', tab,
    (select string_agg(format(case c.type
        when 'text' then '%1$I = case when $3 ? %1$L then $3 ->> %1$L else r.%1$I end'
        when 'jsonb' then '%1$I = case when $3 ? %1$L then $3 -> %1$L else r.%1$I end'
        else '%1$I = case when $3 ? %1$L then array(select jsonb_array_elements_text($3 -> %1$L)) else r.%1$I end' end, c.col), ', ')
      from v2.forget_other_columns() c where c.tab = forget_other_write.tab),
    (select string_agg(format('to_jsonb(r.%1$I) is not distinct from $2 -> %1$L', c.col), ' and ')
      from v2.forget_other_columns() c where c.tab = forget_other_write.tab))
  using place, was, texts;
  get diagnostics done = row_count;
  return done;
exception when unique_violation or check_violation then
  -- Bookkeeping that can't be told from another row's, or may not be, is made again when it is needed.
  execute format('delete from brain.%I r where r.ctid = $1::tid', tab) using place;
  return 1;
end $$;
