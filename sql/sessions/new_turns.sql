-- Finds the changes that do nothing but begin a turn, or begin and stop it, of a session that no other change tells of.
--
-- returns  place (from 1), c (the change), t (the turn as it begins), e (as it ends, or null)
-- called   v2.record_new_turns
create or replace function v2.new_turns(changes jsonb[]) returns table (place bigint, c jsonb, t jsonb, e jsonb)
language sql immutable as $$
  select place, c, t, e
  from (
    select place, c, c #> '{turns,0}' as t, c #> '{turns,1}' as e, count(*) over (partition by c -> 'session_id') as told
    from unnest(changes) with ordinality as change (c, place)) one
  where told = 1 and (t ->> 'begins')::boolean
    and (e is null or (e -> 'num' = t -> 'num' and e ->> 'ended_by' = 'stop'))
    and c #> '{turns,2}' is null
    and not exists (
      select from jsonb_each(c) part
      where part.key not in ('session_id', 'at', 'source', 'turns') and part.value not in ('[]', 'false'))
$$;
