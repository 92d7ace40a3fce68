-- Offers words that are there in the place of words that are nowhere: perhaps they were mistyped.
--
-- takes    $1 text[]   words, in lower case
-- returns  word, another: the most alike, of those the most used; no row for a word that is there or has none alike
-- called   SearchStore.Suggest
select w.word, l.lexeme
from unnest($1::text[]) w (word)
cross join lateral (
  select k.lexeme from brain.search_lexemes k
  where k.lexeme % w.word and length(k.lexeme) > 2
  order by similarity(k.lexeme, w.word) desc, k.rows desc limit 1) l
where not exists (
  select from brain.search_lexemes k
  where k.lexeme = w.word or k.lexeme = any (tsvector_to_array(to_tsvector('english', w.word))));
