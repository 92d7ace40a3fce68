-- Counts the uses of skills that tool calls and typed slash commands tell of, since they were counted last. Said again it counts
-- none twice.
--
-- returns  how many were new
-- called   write_uses.sql, v2.report_skill_use
create or replace function v2.count_skill_uses() returns int
language plpgsql as $$
declare
  since timestamptz := (select c.counted_to - interval '5 minutes' from brain.skill_counting c for update);
  until timestamptz := public.brain_now();
  calls int;
  typed int;
begin
  insert into v2.skill_uses (skill_id, session_id, turn_id, call_id, via, body_hash, used_at, source)
  select f.id, c.session_id, c.turn_id, c.id, 'tool', case when f.hashed_at <= c.started_at then f.body_hash end, c.started_at, c.source
  from v2.tool_calls c join v2.sessions s on s.id = c.session_id
  cross join lateral v2.find_skill(c.target, s.project_path, v2.session_host(s.metadata)) f
  where c.tool_kind = 'skill' and c.updated_at >= since and c.status <> 'archived' and c.target is not null
  on conflict do nothing;
  get diagnostics calls = row_count;
  insert into v2.skill_uses (skill_id, session_id, turn_id, via, body_hash, used_at, source)
  select f.id, t.session_id, t.id, 'slash', case when f.hashed_at <= t.started_at then f.body_hash end, t.started_at, t.source
  from v2.turns t join v2.sessions s on s.id = t.session_id
  cross join lateral v2.find_skill(substring(t.user_message from '^/(\S{1,130})'), s.project_path,
    v2.session_host(s.metadata)) f
  where t.user_message like '/%' and t.updated_at >= since and t.status <> 'archived'
  on conflict do nothing;
  get diagnostics typed = row_count;
  update brain.skill_counting set counted_to = until;
  return calls + typed;
end $$;
