-- Finds what says the same as a note of a file that no learning is of yet: the note was copied, or its file or machine has
-- another name by now. What was forgotten of it is no difference.
--
-- takes    $1 jsonb   [{origin, project_path, text}], one
-- returns  id, origin   the oldest first; origin is null where it is of no file
-- called   ImportStore.SameNotes
with note as materialized (
  select n.origin, v2.project_key(n.project_path) as project, v2.without_forgotten('', 'text', to_jsonb(n.text), false) #>> '{}' as clean
  from jsonb_to_recordset($1) as n (origin text, project_path text, text text))
select l.id, l.metadata ->> 'origin'
from note n join v2.learnings l on l.text = n.clean and l.project_key is not distinct from n.project
where l.kind not in ('question', 'answer', 'handoff')
  and not exists (select from v2.learnings o where o.metadata ? 'origin' and o.metadata ->> 'origin' = n.origin)
order by l.created_at, l.id;
