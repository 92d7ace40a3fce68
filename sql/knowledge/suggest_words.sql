-- Offers words that are there in the place of words that are nowhere: perhaps they were mistyped. A word is nowhere when no
-- dictionary of the texts, nor the question's, finds it in a text or passes it over.
--
-- takes    $1 text[]   words, in lower case      $2 text   the question's dictionary
-- returns  word, another: the most alike, of those the most used, as a text has it; no row for a word that has none alike
-- called   SearchStore.Suggest
select w.word, coalesce(t.token, l.lexeme)
from unnest($1::text[]) w (word)
cross join lateral (
  select k.lexeme, ('''' || replace(replace(k.lexeme, '\', '\\'), '''', '''''') || '''')::tsquery as found
  from brain.search_lexemes k
  where k.lexeme % w.word and length(k.lexeme) > 2
  order by similarity(k.lexeme, w.word) desc, k.rows desc limit 1) l
left join lateral (
  select lower(p.token) as token
  from (select u.kind, u.row_id, u.language from brain.search_units u where u.words @@ l.found limit 3) u
  cross join lateral v2.search_source(array[u.kind], array[u.row_id]) s
  cross join lateral ts_parse('default', left(s.said, 10000)) p
  where starts_with(lower(p.token), left(l.lexeme, 2)) and to_tsvector(u.language::regconfig, p.token) @@ l.found
  limit 1) t on true
where not exists (
  select from brain.search_counts n
  cross join lateral unnest(array[$2, 'english', 'simple'] || n.languages) d (name)
  cross join lateral plainto_tsquery(d.name::regconfig, w.word) q (words)
  where q.words = '' or exists (select from brain.search_units u where u.words @@ q.words));
