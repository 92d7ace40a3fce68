-- Says of uses that are over what came of them: it went well unless the call itself failed, or the last tool call of the turn
-- behind it did. What was refused, interrupted or never ended tells nothing. What a use took is what its
-- requests took, where the transcript attributes some of its turn's to a skill; else the turn's, where it is the only one.
--
-- returns  how many were settled
-- called   write_settled.sql
create or replace function v2.settle_skill_uses() returns int
language plpgsql as $$
declare
  done int;
begin
  with over as (
    select u.id, c.status as call, c.error, t.id as turn, t.status as ended, t.ended_at,
      last.status as last, last.target, last.error as why
    from v2.skill_uses u
    left join v2.turns t on t.id = u.turn_id
    left join v2.tool_calls c on c.id = u.call_id
    left join lateral (
      select n.status, n.target, n.error from v2.tool_calls n
      where n.turn_id = u.turn_id and n.started_at >= u.used_at and n.id is distinct from u.call_id
      order by n.started_at desc, n.id limit 1) last on true
    where u.outcome = 'open' and (t.ended_at is not null or t.id is null and u.used_at < public.brain_now() - interval '1 hour'
      or u.used_at < public.brain_now() - interval '1 day')),
  judged as (
    select o.*, case
      when o.call = 'errored' then 'failed'
      when o.call in ('denied', 'interrupted', 'started') then 'unknown'
      when o.last = 'errored' then 'failed'
      when o.last in ('denied', 'interrupted', 'started') then 'unknown'
      when o.ended_at is null or o.ended <> 'ok' then 'unknown'
      else 'ok' end as outcome
    from over o)
  update v2.skill_uses u
  set outcome = j.outcome, settled_at = public.brain_now(),
    reason = left(case
      when j.outcome = 'failed' and j.call = 'errored' then 'its call failed: ' || coalesce(j.error, 'no reason was given')
      when j.outcome = 'failed' then concat_ws(': ', 'the turn ended on a call that failed', j.target, j.why) end, 400)
  from judged j where u.id = j.id;
  get diagnostics done = row_count;
  -- A transcript's last lines come late, so what was settled lately is priced again.
  update v2.skill_uses u set tokens = p.tokens, cost_usd = p.cost
  from v2.skill_uses o cross join lateral v2.price_of_use(o.id) p
  where o.settled_at > public.brain_now() - interval '1 hour' and o.turn_id is not null and u.id = o.id
    and (u.tokens, u.cost_usd) is distinct from (p.tokens, p.cost);
  return done;
end $$;
