-- Compares the rows of an undo's plan with what the undo took away and with what it left.
--
-- takes    plan   v2.undos.plan
-- returns  as v2.undo_rows, and left_row: the row as the undo left it, null when it removed it
create or replace function v2.undo_again_rows(plan jsonb)
returns table (
  place int, tab text, id uuid, act text, is_at timestamptz, was_at timestamptz, is_row jsonb, was_row jsonb, left_row jsonb)
language plpgsql stable set timezone = 'UTC' as $$
declare
  t record;
begin
  for t in select * from v2.undo_tables() loop
    return query execute format($sql$
      select %1$s, %2$L, e.id, case when w.id is null then 'remove' when n.id is null then 'bring back' else 'put back' end,
        n.valid_from, w.valid_from,
        case when n.id is not null then v2.undo_content(to_jsonb(n), $2) end,
        case when w.id is not null then v2.undo_content(to_jsonb(w), $2) end,
        case when l.id is not null then v2.undo_content(to_jsonb(l), $2) end
      from jsonb_to_recordset($1) as e (tab text, id uuid, is_at timestamptz, was_at timestamptz)
      left join v2.%2$I n on n.id = e.id
      left join v2.%3$I w on w.id = e.id and w.valid_from = e.is_at
      left join v2.%3$I l on l.id = e.id and l.valid_from = e.was_at
      where e.tab = %2$L and (n.id is not null or w.id is not null)
      $sql$, t.place, t.name, t.name || '_history')
    using plan, t.left_out;
  end loop;
end $$;
