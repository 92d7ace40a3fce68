-- Prices rows of the ledger anew, unless somebody changed them meanwhile, and what is added up from them: their sums by their
-- triggers, what uses of skills cost, and what was done for nothing when somebody asks for that.
--
-- takes    rows, olds, news   ids, what they cost so far and from now on, null where no price is known
-- returns  how many were priced anew
-- called   write_repriced.sql
create or replace function v2.reprice_rows(rows uuid[], olds numeric[], news numeric[]) returns int
language plpgsql as $$
declare
  sids uuid[];
  turns uuid[];
  done int;
begin
  with repriced as (
    update v2.cost_ledger l set cost_usd = r.new
    from unnest(rows, olds, news) as r (id, old, new)
    where l.id = r.id and l.cost_usd is not distinct from r.old
    returning l.session_id, l.turn_id)
  select array_agg(distinct session_id), array_agg(distinct turn_id), count(*) into sids, turns, done from repriced;
  update v2.skill_uses u set cost_usd = p.cost
  from v2.skill_uses s cross join lateral v2.price_of_use(s.id) p
  where u.id = s.id and s.turn_id = any (turns) and s.outcome <> 'open' and u.cost_usd is distinct from p.cost;
  delete from brain.waste_counted w where w.session_id = any (sids);
  return done;
end $$;
