-- Lists what taking back an undo (or the undo of an undo) would do, and changes nothing. Each row goes back to the version
-- that the undo took away; it is refused when the row is no longer as the undo left it.
--
-- takes    undo     a row of v2.undos
-- returns  as v2.undo_plan
-- called   v2.undo_again, UndoStore.PlanAgain
create or replace function v2.undo_again_plan(undo uuid)
returns table (tab text, id uuid, act text, what text, is_at timestamptz, was_at timestamptz, hash text)
language plpgsql stable set timezone = 'UTC' as $$
declare
  done v2.undos := (select u from v2.undos u where u.id = undo);
  blocker text := case
    when done.id is null then 'There is no undo ' || coalesce(undo::text, '') || '.'
    when done.status <> 'done' then 'It was taken back before.'
    when done.at < (select kept_from from brain.history_horizon)
      then 'History from before it is not kept any more (keep_history_days), so what it took back is not known.'
    else v2.undo_blocker(done.session_id, null) end;
begin
  if blocker is not null then
    return query select 'undos', undo, 'refuse', blocker, null::timestamptz, null::timestamptz, '';
    return;
  end if;
  return query
  with changed as (select * from v2.undo_again_rows(done.plan) r where r.is_row is distinct from r.was_row),
  lines as (
    select c.place, c.tab, c.id, c.act, v2.undo_words(c.is_row, c.was_row) as what, c.is_at, c.was_at,
      md5(concat_ws(' ', c.tab, c.id, c.is_row, '→', c.was_row)) as digest
    from changed c
    union all
    select c.place, c.tab, c.id, 'refuse', 'was changed since: ' || coalesce(v2.undo_words(c.left_row, c.is_row), ''), c.is_at, c.was_at, ''
    from changed c
    -- Turns since then only made the session's count of them larger: they move behind what comes back.
    where case c.tab when 'sessions' then (c.is_row - 'turn_count') is distinct from (c.left_row - 'turn_count')
      else c.is_row is distinct from c.left_row end
    union all
    select 99, h.tab, h.id, 'refuse', h.reason, null, null, ''
    from v2.undo_holds(done.session_id, (select coalesce(jsonb_agg(jsonb_build_object('tab', c.tab, 'id', c.id, 'act', c.act)), '[]') from changed c)) h)
  select l.tab, l.id, l.act, l.what, l.is_at, l.was_at, (select md5(string_agg(d.digest, ' ' order by d.digest)) from lines d)
  from lines l
  order by l.act = 'refuse', l.place, l.was_at, l.id;
end $$;
