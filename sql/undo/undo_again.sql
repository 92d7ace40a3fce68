-- Takes back an undo, or the undo of an undo: what it took away is there again, as new versions.
--
-- takes    undo            a row of v2.undos
--          expected_hash   the hash of the plan that was shown (v2.undo_again_plan)
--          by              who asked for it
-- returns  as v2.undo
-- raises   BR002           a row of the plan was changed at the same moment
-- called   UndoStore.UndoAgain
create or replace function v2.undo_again(undo uuid, expected_hash text, by text) returns jsonb
language plpgsql set timezone = 'UTC' as $$
declare
  done v2.undos := (select u from v2.undos u where u.id = undo);
  found_hash text;
  refused boolean;
  plan jsonb;
begin
  perform from v2.sessions s where s.id = done.session_id for update;
  select jsonb_agg(jsonb_build_object('tab', p.tab, 'id', p.id, 'act', p.act, 'what', p.what, 'is_at', p.is_at, 'was_at', p.was_at)),
    min(p.hash), bool_or(p.act = 'refuse')
  into plan, found_hash, refused
  from v2.undo_again_plan(undo) p;
  if plan is null or refused or found_hash is distinct from expected_hash then
    return '{}';
  end if;
  return v2.undo_write(done.session_id, jsonb_build_object('scope', done.scope, 'turn_num', done.turn_num, 'with_later', done.with_later,
    'direction', case done.direction when 'undo' then 'redo' else 'undo' end, 'undoes', undo, 'undone_by', by), plan);
end $$;
