-- Writes, in one statement, every change that does nothing but begin its session's next turn, or begin and end it: what
-- most changes do. A turn that has ended already is one row and one version.
--
-- takes    changes   as v2.record_changes takes them
-- returns  the places, from 1, of the changes that are written; null for none. A session that is told of twice is left out
-- raises   BR001     a turn is not its session's next
--          23505     a prompt has a turn already
-- called   v2.record_changes
create or replace function v2.record_new_turns(changes jsonb[]) returns bigint[]
language plpgsql
-- A plan made while the tables were small must not read all of them once they are not.
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
declare
  places bigint[];
  sids uuid[];
  prompts uuid[];
  counted bigint;
begin
  with heard as materialized (
    select place, (c ->> 'session_id')::uuid as sid, (c ->> 'at')::timestamptz as at, (t ->> 'num')::int as num,
      (t ->> 'prompt_id')::uuid as prompt, t, e, coalesce(c ->> 'source', 'claude-code') as src,   -- as v2.record_change has it
      -- As v2.record_change has it: before all that its turn writes.
      greatest(public.brain_now(), (select s.valid_from + interval '1 microsecond' from v2.sessions s where s.id = (c ->> 'session_id')::uuid)) as began
    from v2.new_turns(changes)
    order by sid   -- the same for every silo, so that none waits for another in a circle
  ), counting as (
    update v2.sessions s set turn_count = num from heard where s.id = sid and s.turn_count = num - 1 returning s.id
  ), beginning as (
    insert into v2.turns (
      session_id, turn_num, prompt_id, started_at, created_at, ended_at, user_message, assistant_response, source, metadata)
    select sid, num, prompt, at, began, case when e is not null then at end, coalesce(t ->> 'user_message', e ->> 'user_message'),
      e ->> 'assistant_response', src,
      jsonb_strip_nulls(jsonb_build_object('origin', coalesce(e -> 'origin', t -> 'origin'), 'ended_by', e -> 'ended_by'))
    from heard
  )
  select array_agg(place), array_agg(sid), array_agg(prompt), (select count(*) from counting)
  into places, sids, prompts, counted
  from heard;
  if counted < cardinality(places) then
    raise exception 'Only % of % turns are the next of their sessions; nothing was written.', counted, cardinality(places)
      using errcode = 'BR001';
  end if;
  perform v2.adopt_usage(sid, prompt)
  from unnest(sids, prompts) as turn (sid, prompt)
  where exists (select from v2.cost_ledger where session_id = sid and prompt_id = prompt);
  return places;
end $$;
