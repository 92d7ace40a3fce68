-- Reads what is ranked: texts that were found, and what was said within two turns of them in the same session, for a
-- question's words may be spread over a turn and its reply.
--
-- takes    seeds           units that were found
--          since, until    what is outside is read, and said not to fit
-- returns  one row a unit
-- called   read_candidates.sql
create or replace function v2.search_candidates(seeds bigint[], since timestamptz, until timestamptz)
returns table (unit_id bigint, kind text, session_id uuid, turn_num int, speaker text, happened_at timestamptz, asks boolean, fits boolean)
language sql stable rows 500 set jit = off as $$
  with found as materialized (
    select u.id, u.kind, u.session_id, u.turn_num, u.speaker, u.happened_at, u.asks from brain.search_units u where u.id = any (seeds)),
  near as (
    select distinct on (n.id) n.id, n.kind, n.session_id, n.turn_num, n.speaker, n.happened_at, n.asks
    from found f join brain.search_units n on n.kind = 'turn' and n.session_id = f.session_id
      and n.turn_num between f.turn_num - 2 and f.turn_num + 2
    where f.kind = 'turn'
    union all
    select f.* from found f where f.kind <> 'turn')
  select n.*, (since is null or n.happened_at >= since) and (until is null or n.happened_at < until) from near n
$$;
