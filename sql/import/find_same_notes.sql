-- Finds what says the same as a note of a file that no learning is of yet: the note was copied, or its file or machine has
-- another name by now. What was forgotten of it is no difference. Where it was read before its project was known, it is of none.
--
-- takes    $1 jsonb   [{origin, project_path, text}], one
-- returns  id, origin, stray   those of its project first, then the oldest; origin is null where it is of no file; stray is whether it
--                              has no project, and the note has
-- called   ImportStore.SameNotes
with note as materialized (
  select n.origin, case when n.project_path is not null then v2.project_key(n.project_path) end as project,
    v2.without_forgotten('', 'text', to_jsonb(n.text), false) #>> '{}' as clean
  from jsonb_to_recordset($1) as n (origin text, project_path text, text text))
select l.id, l.metadata ->> 'origin', l.project_key is null and n.project is not null
from note n join v2.learnings l on l.text = n.clean
where (l.project_key is not distinct from n.project or l.project_key is null and l.metadata ? 'origin')
  and l.kind not in ('question', 'answer', 'handoff')
  and not exists (select from v2.learnings o where o.metadata ? 'origin' and o.metadata ->> 'origin' = n.origin)
order by 3, l.created_at, l.id;
