-- Reads a session's oldest unclassified turns that have ended, with their tool calls, their neighbours and their unrated comments.
--
-- takes    $1 uuid   session
--          $2 int    at most so many turns
-- returns  jsonb     shape: Brain.Domain/Review/ReviewBatch.cs, AuditPage; texts by their first 4,000 characters, 500 calls a turn
-- called   ReviewStore.Page
with page as (
  select id, turn_num, status, user_message, assistant_response, error_note
  from v2.turns
  where session_id = $1 and classified_at is null and ended_at is not null
  order by turn_num
  limit $2),
turns as (
  select p.turn_num, jsonb_build_object(
    'num', p.turn_num, 'status', p.status, 'asked', left(p.user_message, 4000), 'answered', left(p.assistant_response, 4000),
    'error_note', left(p.error_note, 4000), 'previous', before.classification -> 'class', 'next', left(after.user_message, 4000),
    'tools', coalesce(calls.found, '[]')) as turn
  from page p
  left join v2.turns before on before.session_id = $1 and before.turn_num = p.turn_num - 1
  left join v2.turns after on after.session_id = $1 and after.turn_num = p.turn_num + 1
  left join lateral (
    select jsonb_agg(jsonb_build_object('name', c.tool_name, 'kind', v2.tool_kind(c.tool_kind, c.tool_name), 'status', c.status, 'target', c.target, 'error', left(c.error, 400))
      order by c.started_at, c.tool_use_id) as found
    from (select * from v2.tool_calls where turn_id = p.id order by started_at, tool_use_id limit 500) c) calls on true),
comments as (
  select c.turn_num, o.name, jsonb_build_object(
    'id', c.id, 'persona', o.name, 'turn_num', c.turn_num, 'comment', left(c.comment, 1000),
    'nothing', c.metadata -> 'nothing' is not distinct from 'true', 'shown', c.metadata -> 'shown' is distinct from 'false',
    'dismissed', c.metadata -> 'dismissed' is not distinct from 'true', 'by_defaults', c.metadata -> 'by_defaults' is not distinct from 'true',
    'said', c.said, 'judged', c.judged, 'said_later', c.turn_num < c.last) as comment
  from (
    select k.*, count(*) over line as said, bool_or(k.rating is not null) over line as judged,
      max(k.turn_num) over line as last
    from v2.persona_comments k
    where k.session_id = $1 and k.status = 'active'
    window line as (partition by k.persona_id, regexp_replace(k.comment, '\d+', '#', 'g'))) c
  join page p on p.turn_num = c.turn_num
  join v2.personas o on o.id = c.persona_id
  where c.rating is null)
select jsonb_build_object(
  'turns', (select coalesce(jsonb_agg(turn order by turn_num), '[]') from turns),
  'comments', (select coalesce(jsonb_agg(comment order by turn_num, name), '[]') from comments));
