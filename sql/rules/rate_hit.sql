-- Writes what a person says of a rule's newest hit: that of a session, where it had one, or else of any.
--
-- takes    which  its id      session   where it was said, or null      wanted   useful, noise or wrong
-- returns  the hit: its id, when, what it was about, what it was rated before; no row when there is none
-- called   RuleStore.Rate
create or replace function v2.rate_hit(which uuid, session uuid, wanted text)
returns table (id uuid, decided_at timestamptz, target text, before text)
language plpgsql as $$
#variable_conflict use_column
declare
  hit v2.decisions;
begin
  select * into hit from v2.decisions d
  where d.rule_id = which
  order by d.session_id is distinct from session, d.decided_at desc, d.id
  limit 1 for update;
  if not found then
    return;
  end if;
  update v2.decisions d set rating = wanted, rated_at = public.brain_now() where d.id = hit.id;
  notify brain_rules;
  return query select hit.id, hit.decided_at, coalesce(hit.inputs ->> 'target', hit.inputs ->> 'tool', ''), hit.rating;
end $$;
