-- Finds files that say what a note said until now: it says something else, and no learning is of theirs.
--
-- takes    $1 jsonb   [{origin, text}], one
-- returns  id, origin   the learning, and the copy's file, by its name; what it says by now is in the file
-- called   ImportStore.Copies
select l.id, c.key
from jsonb_to_recordset($1) as n (origin text, text text)
join v2.learnings l on l.metadata ? 'origin' and l.metadata ->> 'origin' = n.origin
cross join lateral jsonb_object_keys(l.metadata -> 'copies') c (key)
where l.text <> v2.without_forgotten('', 'text', to_jsonb(n.text), false) #>> '{}'
  and not exists (select from v2.learnings o where o.metadata ? 'origin' and o.metadata ->> 'origin' = c.key)
  -- Of which something was forgotten stays as it is.
  and not exists (select from v2.forgotten f where f.replacement = l.text)
order by c.key;
