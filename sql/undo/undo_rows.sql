-- Compares a session's rows with what they were: every row that came, went or changed since.
--
-- takes    before   the moment to go back to; -infinity for a time before the session
-- returns  place, tab   the table with its place (v2.undo_tables)
--          act          remove, put back or bring back: what makes the row again what it was
--          is_at, was_at   valid_from of the version that lives and of the one to go back to; null where there is none
--          is_row, was_row   these versions, without what may differ in two versions that are the same
create or replace function v2.undo_rows(sid uuid, before timestamptz)
returns table (place int, tab text, id uuid, act text, is_at timestamptz, was_at timestamptz, is_row jsonb, was_row jsonb)
language plpgsql stable set timezone = 'UTC' as $$
declare
  -- A session's row is never removed: before its time it was as it began.
  born timestamptz := (
    select min(v.valid_from) from (
      select s.valid_from from v2.sessions s where s.id = sid
      union all select h.valid_from from v2.sessions_history h where h.id = sid) v);
  t record;
begin
  for t in select * from v2.undo_tables() loop
    return query execute format($sql$
      select %1$s, %2$L, coalesce(n.id, o.id),
        case when o.id is null then 'remove' when n.id is null then 'bring back' else 'put back' end,
        n.valid_from, o.valid_from, c.is_row, c.was_row
      from (select r.id, r.valid_from, r from v2.%2$I r where %4$s) n
      full join (select r.id, r.valid_from, r from v2.%3$I($2) r where %4$s) o on o.id = n.id
      cross join lateral (
        select case when n.id is not null then v2.undo_content(to_jsonb(n.r), $3) end as is_row,
          case when o.id is not null then v2.undo_content(to_jsonb(o.r), $3) end as was_row) c
      where n.valid_from is distinct from o.valid_from and c.is_row is distinct from c.was_row
        -- A row that went to another session is that session's.
        and (n.id is not null or not exists (select from v2.%2$I e where e.id = o.id))
      $sql$, t.place, t.name, t.name || '_as_of', t.mine)
    using sid, case t.name when 'sessions' then greatest(before, born) else before end, t.left_out;
  end loop;
end $$;
