-- Keeps what the brain's own chat model was asked on behalf of a persona, and what that cost.
--
-- takes    $1 jsonb        persona, model, input, output and cost_usd; what is not known is left out
--          $2 timestamptz  when
-- called   CostStore.Chat
insert into v2.audit_log (action, detail, at, source) values (
  'chat.used', jsonb_strip_nulls($1), $2, 'bot:' || coalesce($1 ->> 'persona', 'persona'));
