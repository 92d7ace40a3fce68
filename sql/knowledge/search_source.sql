-- Reads what search has to know of rows, from the rows themselves: the index holds no text.
--
-- takes    kinds, ids   side by side
-- returns  one row for each that is there, archived ones too; said is what is searched, with its speaker apart
-- called   read_search_queue.sql, read_unembedded.sql, show_found.sql, suggest_words.sql, mcp/read_row.sql, v2.search_words_as_of
create or replace function v2.search_source(kinds text[], ids uuid[])
returns table (
  kind text, row_id uuid, session_id uuid, turn_num int, project text, project_key text, persona_id uuid, speaker text,
  happened_at timestamptz, said text, status text, importance smallint, confidence real, embeds boolean)
language sql stable as $$
  with wanted as (select distinct w.kind, w.id from unnest(kinds, ids) w (kind, id))
  select 'turn', t.id, t.session_id, t.turn_num, s.project_path, s.project_key, null::uuid, t.metadata ->> 'speaker', t.started_at,
    concat_ws(E'\n', nullif(t.user_message, ''), nullif(coalesce(t.assistant_response, t.error_note), '')),
    t.status, t.importance, t.confidence, true
  from wanted w join v2.turns t on w.kind = 'turn' and t.id = w.id join v2.sessions s on s.id = t.session_id
  union all
  select 'tool_call', c.id, c.session_id, t.turn_num, s.project_path, s.project_key, null, null, c.started_at,
    concat_ws(' ', c.tool_name, c.target, case when c.error is not null then '→ ' || c.error end), c.status, null, null, false
  from wanted w join v2.tool_calls c on w.kind = 'tool_call' and c.id = w.id
  join v2.sessions s on s.id = c.session_id left join v2.turns t on t.id = c.turn_id
  union all
  select case l.kind when 'handoff' then 'handoff' else 'learning' end, l.id, l.session_id, null, l.project_path, l.project_key, l.persona_id,
    null, l.created_at, l.text, l.status, l.importance, l.confidence, true
  from wanted w join v2.learnings l on w.kind in ('learning', 'handoff') and l.id = w.id and l.kind not in ('question', 'answer')
  union all
  select 'comment', c.id, c.session_id, c.turn_num, s.project_path, s.project_key, c.persona_id, p.name, c.created_at, c.comment,
    coalesce(c.rating, c.status), c.importance, c.confidence, false
  from wanted w join v2.persona_comments c on w.kind = 'comment' and c.id = w.id
  join v2.personas p on p.id = c.persona_id join v2.sessions s on s.id = c.session_id
  union all
  select 'decision', d.id, d.session_id, t.turn_num, s.project_path, s.project_key, null, null, d.decided_at,
    concat_ws(' ', d.decision, d.rule || ':', d.reason), d.status, null, null, false
  from wanted w join v2.decisions d on w.kind = 'decision' and d.id = w.id
  join v2.sessions s on s.id = d.session_id left join v2.turns t on t.id = d.turn_id
  union all
  select 'document', k.id, null, k.chunk_num, d.project_path,
    case when d.project_path is not null then v2.project_key(d.project_path) end, null, null, k.created_at,
    concat_ws(E'\n', d.title, k.heading, k.text), k.status, k.importance, k.confidence, true
  from wanted w join v2.chunks k on w.kind = 'document' and k.id = w.id join v2.documents d on d.id = k.document_id
$$;
