-- What one word adds to a text's BM25 (k1 1.2, b 0.5), before its weight.
--
-- takes    rank     ts_rank of the text for that word alone: 0.0608 times the sum of 1/n² up to how often the word is there
--          length   of the text, in words        mean   of all texts
-- returns  0 where the word is not; how often it is there is told back from the sum's rest, within a tenth
-- called   search_words.sql
create or replace function v2.bm25_part(rank real, length int, mean double precision) returns double precision
language sql immutable as $$
  select case when rank > 0 then
    2.2 / (1 + 1.2 * (0.5 + 0.5 * length / mean) / (1 / (1.644935 - rank / 0.0607927) - 0.5)) else 0 end
$$;
