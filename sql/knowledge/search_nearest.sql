-- Finds texts by their meaning: those whose vectors point where the question's does. Vectors of another model are never
-- compared. The index of a model is over its vectors alone, hence a statement that names it.
--
-- takes    name       the model                               asked   the question's vector, as pgvector writes it
--          project, kinds, persona, since, until              narrow it, where they are not null; a document of no project is in all
--          most       at most so many
-- returns  unit, cosine; nearest first
-- called   find_nearest.sql
create or replace function v2.search_nearest(
  name text, asked text, project text, kinds text[], persona uuid, since timestamptz, until timestamptz, most int)
returns table (unit_id bigint, cosine real)
language plpgsql rows 100 as $$
#variable_conflict use_column
declare
  narrow text := concat_ws(' and ',
    case when project is not null then '(u.project = $3 or (u.project is null and u.kind = ''document''))' end, case when kinds is not null then 'u.kind = any ($4)' end,
    case when persona is not null then 'u.persona_id = $5' end, case when since is not null then 'u.happened_at >= $6' end,
    case when until is not null then 'u.happened_at < $7' end);
begin
  perform set_config('hnsw.ef_search', '400', true), set_config('hnsw.iterative_scan', 'relaxed_order', true);
  return query execute format($nearest$
    select n.unit_id, max(n.cosine)::real from (
      select v.unit_id, 1 - (v.vector::halfvec(%1$s) <=> $1::halfvec(%1$s)) as cosine
      from brain.search_vectors v %3$s
      where v.model = %2$L %4$s
      order by v.vector::halfvec(%1$s) <=> $1::halfvec(%1$s)
      limit $2) n
    group by n.unit_id
    order by 2 desc
    $nearest$, vector_dims(asked::vector), name,
    case when narrow <> '' then 'join brain.search_units u on u.id = v.unit_id' end,
    case when narrow <> '' then 'and ' || narrow end)
  using asked, most, v2.project_key(project), kinds, persona, since, until;
end $$;
