-- Keeps a rule, unless there is the same one for the same project.
--
-- takes    $1 uuid   session, or null     $2 text   project, or null for every one   $3 text   action    $4 text   tool
--          $5 text   pattern, or null     $6 text   path, or null                    $7 text   text, or null
--          $8 text   sentence             $9 boolean   written by hand               $10 uuid  learning, or null   $11 text   source
-- returns  id, added
-- called   RuleStore.Add
with known as (
  select r.id from v2.rules r
  where r.status = 'active' and r.project_key is not distinct from v2.project_key($2)
    and (r.action, r.tool) = ($3, $4) and (r.pattern, r.path, r.text) is not distinct from ($5, $6, $7)
  order by r.created_at limit 1
), added as (
  insert into v2.rules (session_id, project_path, action, tool, pattern, path, text, sentence, by_hand, learning_id, source)
  select (select s.id from v2.sessions s where s.id = $1), $2, $3, $4, $5, $6, $7, $8, $9, $10, $11
  where not exists (select from known)
  returning id
)
select k.id, false from known k union all select a.id, true from added a;
