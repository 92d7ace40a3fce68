-- Keeps a session's hand-off as what the next session on its project is told; those of earlier sessions step back.
--
-- takes    $1 uuid   session      $2 text   the hand-off
-- called   ReviewStore.HandOff
with s as (select id, project_path, project_key from v2.sessions where id = $1),
kept as (
  update v2.learnings l set text = $2, status = 'active' from s
  where l.session_id = s.id and l.kind = 'handoff' and (l.text, l.status) is distinct from ($2, 'active')),
older as (
  update v2.learnings l set status = 'superseded' from s
  where l.project_key = s.project_key and l.session_id <> s.id and l.kind = 'handoff' and l.status = 'active')
insert into v2.learnings (session_id, persona_id, project_path, text, kind, source)
select s.id, (select p.id from v2.personas p where p.tier = 'system' and p.name = 'Librarian'), s.project_path, $2, 'handoff', 'bot:Librarian'
from s
where not exists (select from v2.learnings l where l.session_id = s.id and l.kind = 'handoff');
