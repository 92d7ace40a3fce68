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
  with found as materialized (select u.* from brain.search_units u where u.id = any (seeds)),
  places as (
    select distinct f.session_id, f.turn_num + step as turn_num from found f cross join generate_series(-2, 2) step where f.kind = 'turn'),
  near as (
    select n.id, n.kind, n.session_id, n.turn_num, n.speaker, n.happened_at, n.asks
    from places p join brain.search_units n on n.kind = 'turn' and n.session_id = p.session_id and n.turn_num = p.turn_num
    union all
    select f.id, f.kind, f.session_id, f.turn_num, f.speaker, f.happened_at, f.asks from found f where f.kind <> 'turn')
  select n.*, (since is null or n.happened_at >= since) and (until is null or n.happened_at < until) from near n
$$;
