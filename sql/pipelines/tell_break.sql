-- Keeps what is told of a break: the persona's comment, and the message that goes out.
--
-- takes    event   its row       told   Brain.Domain.Pipelines.TellRow
create or replace function v2.tell_break(event uuid, told jsonb) returns void
language sql as $$
  insert into v2.persona_comments (persona_id, event_id, comment, source)
  select p.id, event, told ->> 'comment', 'bot:' || p.name from v2.personas p where p.id = (told ->> 'persona_id')::uuid;
  insert into v2.notifications (event_id, topic, title, message, priority, tags, click, source)
  select event, n.topic, n.title, n.message, n.priority, coalesce(n.tags, '{}'), n.click, 'bot:pipeline'
  from jsonb_to_record(told -> 'ntfy') as n (topic text, title text, message text, priority int, tags text[], click text)
  where told ? 'ntfy';
$$;
