-- Keeps the vectors and token states of texts.
--
-- takes    $1 text        model
--          $2 bigint[]    units, one for each vector      $3 smallint[]  parts      $4 text[]   vectors, as pgvector writes them
--          $5 bigint[]    units, one for each text        $6 bytea[]     pieces     $7 bytea[]  states; empty where there are none
-- returns  how many texts there were
-- called   SearchIndexStore.Keep
with there as (
  -- A text that was rewritten meanwhile is another unit; this one is no more.
  select u.id from brain.search_units u where u.id = any ($5) for key share),
vectors as (
  insert into brain.search_vectors (unit_id, model, part, vector)
  select v.unit, $1, v.part, v.vector::halfvec from unnest($2::bigint[], $3::smallint[], $4::text[]) v (unit, part, vector)
  join there on there.id = v.unit
  on conflict do nothing),
tokens as (
  insert into brain.search_tokens (unit_id, model, pieces, states)
  select t.unit, $1, t.pieces, t.states from unnest($5::bigint[], $6::bytea[], $7::bytea[]) t (unit, pieces, states)
  join there on there.id = t.unit
  where length(t.pieces) > 0
  on conflict do nothing)
update brain.search_counts set embedded = embedded + cardinality($5), model = coalesce(model, $1)
returning cardinality($5);
