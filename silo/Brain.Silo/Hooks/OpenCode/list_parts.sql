-- What a session of opencode's says that a brain keeps: texts, calls and the ends of requests, each with its message.
-- What calls gave back as files is left out. A message without any such part is a row with none.
--
-- takes    $session   its id
-- returns  message, role (summary for what a compaction says), parent, model, error, made, part, at, data: times are
--          milliseconds since 1970, data is a JSON text
-- called   OpenCodeDatabase.Lines
with told as (
  select id, time_created, case when json_valid(data) then data else '{}' end as data
  from message
  where session_id = $session
)
select m.id, case m.data ->> '$.summary' when 1 then 'summary' else m.data ->> '$.role' end, m.data ->> '$.parentID',
  m.data ->> '$.modelID', m.data ->> '$.error.name',
  coalesce(m.data ->> '$.time.created', m.time_created), p.id,
  -- What was taken over from files was written long after it was said.
  coalesce(
    case when json_valid(p.data) then coalesce(p.data ->> '$.state.time.start', p.data ->> '$.time.start') end,
    min(p.time_created, coalesce(m.data ->> '$.time.completed', p.time_created)),
    m.time_created
  ),
  case when json_valid(p.data) then json_remove(p.data, '$.state.attachments') else p.data end
from told m
left join part p
  on p.message_id = m.id
  and (not json_valid(p.data) or p.data ->> '$.type' in ('text', 'tool', 'step-finish'))
order by m.time_created, m.id, p.id;
