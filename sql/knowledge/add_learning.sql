-- Keeps what somebody says was learnt, unless it is known in the same words.
--
-- takes    $1 uuid   session, or null      $2 text   project, or null      $3 text   text
--          $4 text   status                $5 text   source                $6 text   kind
-- returns  id, status, added   the row that says it, and whether it is new
-- called   LearningStore.Add
with known as (
  select l.id, l.status from v2.learnings l
  where l.text = $3 and l.project_key is not distinct from v2.project_key($2) and l.kind = $6 and l.status in ('active', 'unreviewed', 'rejected')
  order by l.created_at limit 1
), added as (
  insert into v2.learnings (session_id, project_path, text, kind, status, source)
  select (select s.id from v2.sessions s where s.id = $1), $2, $3, $6, $4, $5 where not exists (select from known)
  returning id, status
)
select k.id, k.status, false from known k union all select a.id, a.status, true from added a;
