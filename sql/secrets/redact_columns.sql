-- Lists the columns that can hold what somebody wrote: of every standard table, live tables first, then their history.
--
-- A live row that is changed while its table is looked through leaves its old version in the history, which comes later.
--
-- returns  place   the order in which tables are looked through
--          tab     such as v2.turns_history
--          col, type   text, text[] or jsonb
--          rows    an estimate
-- called   v2.redact_page, v2.redact_rows, list_redactable.sql, v2.forget_columns, v2.forget_texts
create or replace function v2.redact_columns() returns table (place int, tab text, col text, type text, rows bigint)
language sql stable as $$
  select case when c.relname like '%\_history' then 2 else 1 end, c.relname::text, a.attname::text, t.typname::text, greatest(c.reltuples, 0)::bigint
  from pg_class c
  join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
  join pg_type t on t.oid = a.atttypid
  where c.relnamespace = 'v2'::regnamespace and c.relkind = 'r' and t.typname in ('text', '_text', 'jsonb')
    -- Words of ours and keys that tell a repeat: machines made them, and a changed one would be another.
    and a.attname not in ('status', 'source', 'event_key', 'request_key', 'tool_use_id', 'input_digest', 'agent_id', 'prompt_id', 'token_kind', 'told_by', 'rule')
    and (select count(*) from pg_attribute k where k.attrelid = c.oid and k.attname in ('id', 'valid_from', 'valid_to') and not k.attisdropped) = 3
$$;
