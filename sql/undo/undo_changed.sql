-- Finds the rows that undoing a turn and every later one changes (v2.undo_plan says which these are).
--
-- takes    first  the first turn to undo; null for the whole session
-- returns  as v2.undo_rows, and turn: the one that the row belongs to, null when the session has none
create or replace function v2.undo_changed(sid uuid, first int)
returns table (
  place int, tab text, id uuid, act text, is_at timestamptz, was_at timestamptz, is_row jsonb, was_row jsonb, turn int)
language sql stable as $$
  with nums as (
    select jsonb_object_agg(t.id, t.turn_num) as nums from (
      select t.id, t.turn_num from v2.turns t where t.session_id = sid
      union select h.id, h.turn_num from v2.turns_history h where h.session_id = sid) t),
  changed as (
    select r.*, v2.undo_turn(coalesce(r.is_row, r.was_row), n.nums) as points
    from nums n cross join v2.undo_rows(sid, coalesce(v2.undo_began(sid, first) - interval '1 microsecond', '-infinity')) r)
  select c.place, c.tab, c.id, c.act, c.is_at, c.was_at, c.is_row, c.was_row,
    coalesce(c.points, (select max(t.turn_num) from v2.turns t where t.session_id = sid and t.created_at <= c.is_at), first)
  from changed c
  where first is null or c.points is null or c.points >= first
$$;
