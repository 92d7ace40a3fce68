-- Makes the index over a model's vectors, when there are so many that looking at each takes its time.
--
-- takes    name   the model    dimension   of its vectors    least   so many there must be
-- returns  whether it was made now
-- called   make_vector_index.sql
create or replace function v2.index_vectors(name text, dimension int, least_rows int) returns boolean
language plpgsql set maintenance_work_mem = '256MB' as $$
declare
  called text := 'search_vectors_' || left(md5(name), 12);
begin
  if to_regclass('brain.' || called) is not null
    or (select count(*) from (select from brain.search_vectors v where v.model = name limit least_rows) n) < least_rows then
    return false;
  end if;
  execute format(
    'create index %I on brain.search_vectors using hnsw ((vector::halfvec(%s)) halfvec_cosine_ops) with (m = 16, ef_construction = 64) where model = %L',
    called, dimension, name);
  return true;
end $$;
