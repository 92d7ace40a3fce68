-- Reads what is ranked: texts that were found, and what was said within two turns of them in the same session, for a
-- question's words may be spread over a turn and its reply.
--
-- takes    name, asked     the model and the question's vector; null when there is none
--          seeds           units that were found
--          since, until    what is outside is read, and said not to fit
-- returns  one row a unit; cosine is null for a text without vectors of this model
-- called   read_candidates.sql
create or replace function v2.search_candidates(
  name text, asked text, seeds bigint[], since timestamptz, until timestamptz)
returns table (
  unit_id bigint, kind text, session_id uuid, turn_num int, speaker text, happened_at timestamptz, fits boolean, cosine real)
language plpgsql stable rows 500 as $$
#variable_conflict use_column
begin
  return query
    with near as (
      select f.id from unnest(seeds) f (id)
      union
      select n.id
      from unnest(seeds) f (id)
      join brain.search_units u on u.id = f.id and u.kind = 'turn'
      join brain.search_units n on n.kind = 'turn' and n.session_id = u.session_id
        and n.turn_num between u.turn_num - 2 and u.turn_num + 2)
    select u.id, u.kind, u.session_id, u.turn_num, u.speaker, u.happened_at,
      (since is null or u.happened_at >= since) and (until is null or u.happened_at < until),
      case when asked is not null then (
        select max(1 - (v.vector <=> asked::halfvec))::real from brain.search_vectors v where v.unit_id = u.id and v.model = name) end
    from near r join brain.search_units u on u.id = r.id;
end $$;
