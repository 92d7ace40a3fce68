-- What turns cost in sessions of which the request gate alone tells: it says no turn, so a request is of the turn that had begun.
--
-- takes    sids   sessions
-- called   list_outcomes.sql, list_turn_costs.sql, read_session_turns.sql
create or replace function v2.gate_turns(sids uuid[]) returns table (turn_id uuid, usd numeric, tokens bigint)
language sql stable as $$
  with steps as materialized (
    select a.session_id, a.at, brain.decimal(a.detail ->> 'cost_usd') as usd,
      coalesce(brain.whole(a.detail ->> 'input'), 0) + coalesce(brain.whole(a.detail ->> 'output'), 0)
        + coalesce(brain.whole(a.detail ->> 'cache_write'), 0) + coalesce(brain.whole(a.detail ->> 'cache_read'), 0) as tokens
    from v2.audit_log a
    where a.action = 'turn.step'
      and a.session_id in (select u.session_id from v2.used_told() u where u.session_id = any (sids) and u.told_by = 'gate')),
  begun as materialized (
    select t.id, t.session_id, t.started_at, lead(t.started_at, 1, 'infinity') over (partition by t.session_id order by t.turn_num) as until
    from v2.turns t
    where t.session_id in (select s.session_id from steps s))
  select b.id, sum(s.usd), brain.total(s.tokens)
  from begun b join steps s on s.session_id = b.session_id and s.at >= b.started_at and s.at < b.until
  group by b.id;
$$;
