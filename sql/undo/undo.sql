-- Undoes what a plan showed, in one transaction with the session's row locked, and nothing else.
--
-- takes    num, with_later   as v2.undo_plan
--          expected_hash     the hash of the plan that was shown
--          by                who asked for it
-- returns  {"undo_id": uuid, "lines": the plan} when it was done; {} when there was nothing to undo, the plan is refused or it has changed since
--          it was shown, and then nothing was changed
-- raises   BR002             a row of the plan was changed at the same moment
-- called   UndoStore.Undo
create or replace function v2.undo(sid uuid, num int, with_later boolean, expected_hash text, by text) returns jsonb
language plpgsql set timezone = 'UTC' as $$
declare
  first int;
  found_hash text;
  refused boolean;
  plan jsonb;
begin
  select case num when 0 then s.turn_count else num end into first from v2.sessions s where s.id = sid for update;
  select jsonb_agg(jsonb_build_object('tab', p.tab, 'id', p.id, 'act', p.act, 'what', p.what, 'is_at', p.is_at, 'was_at', p.was_at)),
    min(p.hash), bool_or(p.act = 'refuse')
  into plan, found_hash, refused
  from v2.undo_plan(sid, first, with_later) p;
  if plan is null or refused or found_hash is distinct from expected_hash then
    return '{}';
  end if;
  return v2.undo_write(sid, jsonb_build_object('scope', case when first is null then 'session' else 'turn' end, 'turn_num', first,
    'with_later', with_later, 'direction', 'undo', 'undone_by', by), plan);
end $$;
