-- Keeps an agent's own notes, one learning each. A note that changed is the same learning with other words; what a person
-- said of it stays. What another agent wrote is nobody's word yet, so it waits for review.
--
-- takes    $1 jsonb   [{origin, project_path, text, kind, source, metadata}]
-- returns  int        how many are new or other than they were
-- called   ImportStore.Notes
with told as (
  select * from jsonb_to_recordset($1) as n (origin text, project_path text, text text, kind text, source text, metadata jsonb)
), written as (
  insert into v2.learnings as l (project_path, text, kind, status, source, metadata)
  select t.project_path, t.text, t.kind, 'unreviewed', t.source, t.metadata || jsonb_build_object('origin', t.origin) from told t
  on conflict ((metadata ->> 'origin')) where metadata ? 'origin' do update
  set text = excluded.text, kind = excluded.kind, project_path = coalesce(excluded.project_path, l.project_path), metadata = l.metadata || excluded.metadata
  where (l.text, l.kind) is distinct from (excluded.text, excluded.kind)
  returning 1
)
select count(*)::int from written;
