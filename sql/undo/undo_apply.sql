-- Moves rows to other versions of themselves, across tables: brings back, puts back and removes, in the order that foreign
-- keys ask for. What stays and points to a removed row lets go of it, and is tied to it again when it is brought back.
--
-- takes    plan   [{tab, id, act, is_at, was_at}]: is_at is valid_from of the version that lives, was_at of the one to become
--                 (in its history), each null for no row. This is also what v2.undos.plan holds, with what, for people.
-- raises   BR002  a row is no longer at is_at: somebody else changed it meanwhile
-- called   v2.undo_write
create or replace function v2.undo_apply(sid uuid, plan jsonb) returns void
language plpgsql set timezone = 'UTC' as $$
declare
  used uuid[] := v2.undo_used(sid);
  step record;
  done int;
begin
  for step in
    select p.act, t.name, count(*) as rows, jsonb_agg(to_jsonb(p)) as plan, array_agg(p.id) as ids
    from jsonb_to_recordset(plan) as p (tab text, id uuid, act text, is_at timestamptz, was_at timestamptz)
    join v2.undo_tables() t on t.name = p.tab
    group by p.act, t.name, t.place
    order by array_position(array['bring back', 'put back', 'remove'], p.act), case p.act when 'remove' then -t.place else t.place end
  loop
    if step.act = 'remove' then
      perform v2.undo_detach(sid, step.name, step.ids);
    end if;
    execute v2.undo_statement(step.name, step.act) using step.plan;
    get diagnostics done = row_count;
    if done <> step.rows then
      raise exception '% of % rows of v2.% were changed by somebody else just now; nothing was undone.', step.rows - done, step.rows, step.name
        using errcode = 'BR002';
    elsif step.act = 'bring back' then
      perform v2.undo_reference(sid, step.name, step.ids);
    end if;
  end loop;
  -- What was used is counted where it now hangs.
  if v2.undo_used(sid) <> used then
    perform v2.sum_usage(sid, used || v2.undo_used(sid));
  end if;
end $$;
