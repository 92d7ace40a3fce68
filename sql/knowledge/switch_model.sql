-- Has search use a model from now on, and takes the vectors of others out, so many at a time.
--
-- takes    name   the model, all of whose vectors are there    most   texts of others that are taken out at once
-- returns  how many were taken out
-- called   use_model.sql
create or replace function v2.switch_model(name text, most int) returns int
language plpgsql as $$
declare
  gone int;
begin
  update brain.search_counts set model = name, embedded = embedded + 1 where model is distinct from name;
  with old as (select distinct v.unit_id, v.model from brain.search_vectors v where v.model <> name limit most),
  tokens as (delete from brain.search_tokens t using old where t.unit_id = old.unit_id and t.model = old.model)
  delete from brain.search_vectors v using old where v.unit_id = old.unit_id and v.model = old.model;
  get diagnostics gone = row_count;
  return gone;
end $$;
