-- Reads what search has to know of rows that are no more, from the last version there is of each: what was taken back or out.
--
-- takes    kinds, ids   side by side; those that are there still are passed over
-- returns  as v2.search_source does, but what they said, which v2.said_as_of tells
-- called   v2.search_words_as_of
create or replace function v2.search_source_gone(kinds text[], ids uuid[])
returns table (
  kind text, row_id uuid, session_id uuid, turn_num int, project text, project_key text, persona_id uuid, speaker text,
  happened_at timestamptz, said text, status text, importance smallint, confidence real, embeds boolean)
language sql stable as $$
  with wanted as (select distinct w.kind, w.id from unnest(kinds, ids) w (kind, id)),
  turns as (
    select distinct on (h.id) h.* from wanted w join v2.turns_history h on w.kind = 'turn' and h.id = w.id
    where not exists (select from v2.turns t where t.id = h.id) order by h.id, h.valid_to desc),
  calls as (
    select distinct on (h.id) h.* from wanted w join v2.tool_calls_history h on w.kind = 'tool_call' and h.id = w.id
    where not exists (select from v2.tool_calls t where t.id = h.id) order by h.id, h.valid_to desc),
  learnings as (
    select distinct on (h.id) h.* from wanted w join v2.learnings_history h on w.kind = 'learning' and h.id = w.id
    where not exists (select from v2.learnings t where t.id = h.id) order by h.id, h.valid_to desc),
  comments as (
    select distinct on (h.id) h.* from wanted w join v2.persona_comments_history h on w.kind = 'comment' and h.id = w.id
    where not exists (select from v2.persona_comments t where t.id = h.id) order by h.id, h.valid_to desc),
  decisions as (
    select distinct on (h.id) h.* from wanted w join v2.decisions_history h on w.kind = 'decision' and h.id = w.id
    where not exists (select from v2.decisions t where t.id = h.id) order by h.id, h.valid_to desc),
  pieces as (
    select distinct on (h.id) h.* from wanted w join v2.chunks_history h on w.kind = 'document' and h.id = w.id
    where not exists (select from v2.chunks t where t.id = h.id) order by h.id, h.valid_to desc),
  documents as (
    select distinct on (d.id) d.id, d.project_path from (
      select l.id, l.project_path, l.valid_to from v2.documents l union all select h.id, h.project_path, h.valid_to from v2.documents_history h) d
    where d.id in (select p.document_id from pieces p) order by d.id, d.valid_to desc)
  select 'turn', t.id, t.session_id, t.turn_num, s.project_path, s.project_key, null::uuid, t.metadata ->> 'speaker', t.started_at,
    null::text, t.status, t.importance, t.confidence, true
  from turns t left join v2.sessions s on s.id = t.session_id
  union all
  select 'tool_call', c.id, c.session_id, t.turn_num, s.project_path, s.project_key, null, null, c.started_at, null, c.status, null, null, false
  from calls c left join v2.sessions s on s.id = c.session_id left join v2.turns t on t.id = c.turn_id
  union all
  select case l.kind when 'handoff' then 'handoff' else 'learning' end, l.id, l.session_id, null, l.project_path, l.project_key, l.persona_id,
    null, l.created_at, null, l.status, l.importance, l.confidence, true
  from learnings l where l.kind not in ('question', 'answer')
  union all
  select 'comment', c.id, c.session_id, c.turn_num, s.project_path, s.project_key, c.persona_id, p.name, c.created_at, null, c.status,
    c.importance, c.confidence, false
  from comments c left join v2.personas p on p.id = c.persona_id left join v2.sessions s on s.id = c.session_id
  union all
  select 'decision', d.id, d.session_id, t.turn_num, s.project_path, s.project_key, null, null, d.decided_at, null, d.status, null, null, false
  from decisions d left join v2.sessions s on s.id = d.session_id left join v2.turns t on t.id = d.turn_id
  union all
  select 'document', k.id, null, k.chunk_num, d.project_path, case when d.project_path is not null then v2.project_key(d.project_path) end,
    null, null, k.created_at, null, k.status, k.importance, k.confidence, true
  from pieces k left join documents d on d.id = k.document_id
$$;
