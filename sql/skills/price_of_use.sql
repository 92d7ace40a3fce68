-- Says what a use of a skill took: the requests of its turn that the transcript attributes to the skill, from this use to the
-- next of it; where none of the turn's is attributed to any skill, the turn's own, if it is the only use in it.
--
-- takes    use   v2.skill_uses.id
-- returns  tokens, in and out; cost: null where a price is unknown. Both null where nobody can say
-- called   v2.settle_skill_uses
create or replace function v2.price_of_use(use uuid) returns table (tokens bigint, cost numeric)
language sql stable rows 1 as $$
  select case when a.attributed then a.tokens when a.uses = 1 then a.all_tokens end,
    case when a.attributed then a.cost when a.uses = 1 then a.all_cost end
  from v2.skill_uses u join v2.skills s on s.id = u.skill_id
  cross join lateral (
    select (select count(*) from v2.skill_uses o where o.turn_id = u.turn_id) as uses, count(l.skill) > 0 as attributed,
      sum(l.tokens) filter (where m.mine and l.token_kind in ('input', 'output'))::bigint as tokens,
      case when count(*) filter (where m.mine and l.cost_usd is null) = 0 then sum(l.cost_usd) filter (where m.mine) end as cost,
      sum(l.tokens) filter (where l.token_kind in ('input', 'output'))::bigint as all_tokens, 
        case when count(*) filter (where l.cost_usd is null) = 0 then sum(l.cost_usd) end as all_cost
    from (
      select coalesce(min(n.used_at), 'infinity') as until from v2.skill_uses n
      where n.turn_id = u.turn_id and n.skill_id = u.skill_id and n.used_at > u.used_at) b
    cross join v2.cost_ledger l
    cross join lateral (
      select coalesce(lower(l.skill) in (lower(s.name), lower(s.plugin || ':' || s.name)) and l.used_at < b.until and (l.used_at >= u.used_at
        or not exists (select from v2.skill_uses e where e.turn_id = u.turn_id and e.skill_id = u.skill_id and e.used_at < u.used_at)), false) as mine) m
    where l.turn_id = u.turn_id) a
  where u.id = use
$$;
