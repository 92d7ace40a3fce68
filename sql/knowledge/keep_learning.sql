-- Keeps what an answer taught.
--
-- takes    $1 uuid[]   sessions, or nulls      $2 uuid[]   personas      $3 text[]   projects, or nulls
--          $4 text[]   texts                   $5 text[]   kinds         $6 jsonb[]  metadata
-- returns  the new rows' ids
-- called   EvidenceStore.Keep
insert into v2.learnings (session_id, persona_id, project_path, text, kind, status, source, metadata)
select (select s.id from v2.sessions s where s.id = l.session_id), l.persona_id, l.project, l.text, l.kind, 'unreviewed',
  'bot:' || coalesce((select p.name from v2.personas p where p.id = l.persona_id), 'persona'), l.metadata
from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::jsonb[]) as l (session_id, persona_id, project, text, kind, metadata)
returning id;
