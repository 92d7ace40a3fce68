-- returns  [{id, text, kind, session, project, since, files, files_seen}]: what was learnt on the project, the last session's hand-off first
-- called   v2.orientation
create or replace function v2.orient_knowledge(project text) returns jsonb
language plpgsql stable as $$
begin
  return (
    select coalesce(jsonb_agg(jsonb_build_object('id', l.id, 'text', l.text, 'kind', l.kind, 'session', l.session_id,
      'project', l.project_path, 'since', l.valid_from, 'files', case when jsonb_typeof(l.metadata -> 'files') = 'array' then l.metadata -> 'files' else '[]' end,
      'files_seen', coalesce((select to_jsonb(f.files) from brain.learning_files f where f.learning_id = l.id), '[]'))), '[]')
    from (
      select * from v2.learnings k
      where k.project_key = project and k.status = 'active' and k.kind not in ('question', 'answer')
      order by k.kind = 'handoff' desc, k.importance desc nulls last, k.confidence desc nulls last, k.created_at desc
      limit 5) l);
end $$;
