-- Lists what undoing would do, and changes nothing.
--
-- What belongs to a turn: the rows that point to it (by turn_num or turn_id, in columns or in metadata), whenever they were
-- written, so that a late comment, a background agent's call and what /done said of a turn are that turn's; and of the rows
-- that point to no turn, the session's own among them, those whose version began in the turn's time, from v2.undo_began up to
-- the next turn's. A session's turns have no gaps, so a turn is undone with every later one or as the last.
--
-- takes    num          the turn; 0 for the last, null for the whole session
--          with_later   also every later turn, and what was changed after a turn's time
-- returns  tab, id, act   the row, and remove, put back or bring back; or refuse, and then nothing can be done
--          what           before → after as a line, or why it is refused
--          is_at, was_at  valid_from of the version that lives and of the one to go back to
--          hash           of the whole plan: the same as long as nothing that it speaks of has changed
-- called   v2.undo, UndoStore.Plan
create or replace function v2.undo_plan(sid uuid, num int, with_later boolean)
returns table (tab text, id uuid, act text, what text, is_at timestamptz, was_at timestamptz, hash text)
language plpgsql stable set timezone = 'UTC' as $$
declare
  last int := (select s.turn_count from v2.sessions s where s.id = sid);
  first int := case num when 0 then last else num end;
  over timestamptz := v2.undo_ended(sid, coalesce(first, last));
  blocker text := v2.undo_blocker(sid, first);
begin
  if blocker is not null then
    return query select 'sessions', sid, 'refuse', blocker, null::timestamptz, null::timestamptz, '';
    return;
  end if;
  return query
  with mine as materialized (select * from v2.undo_changed(sid, first)),
  again as (
    select r.id from v2.undo_rows(sid, over - interval '1 microsecond') r
    where not with_later and over is not null and r.act <> 'remove'),
  lines as (
    select m.place, m.tab, m.id, m.act, v2.undo_words(m.is_row, m.was_row) as what, m.is_at, m.was_at,
      concat_ws(' ', m.tab, m.id, jsonb_hash_extended(m.is_row, 1), '→', jsonb_hash_extended(m.was_row, 1)) as digest
    from mine m
    union all
    select m.place, m.tab, m.id, 'refuse',
      case when m.turn > first then format('belongs to turn %s, which is later: %s', m.turn, v2.undo_words(m.is_row, m.was_row))
        else 'was changed after its time: ' || v2.undo_words(m.is_row, m.was_row) end, m.is_at, m.was_at, ''
    from mine m
    where not with_later and (m.turn > first or m.id in (select a.id from again a))
    union all
    select 99, h.tab, h.id, 'refuse', h.reason, null, null, ''
    from v2.undo_holds(sid, (select coalesce(jsonb_agg(jsonb_build_object('tab', m.tab, 'id', m.id, 'act', m.act)), '[]') from mine m)) h)
  select l.tab, l.id, l.act, l.what, l.is_at, l.was_at, (select md5(string_agg(d.digest, ' ' order by d.digest)) from lines d)
  from lines l
  order by l.act = 'refuse', l.place, l.is_at, l.id;
end $$;
