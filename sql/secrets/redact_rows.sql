-- Writes rows without some of their texts over what they were, as no other statement may: no new version, no history, nothing to
-- undo. What was made of the old text and is kept in the row goes: a vector, the words of an old version.
--
-- The table's triggers are off within this transaction alone. Until it ends nobody else writes to the table, so no write of
-- others goes without them.
--
-- takes    tab       without its schema, one of v2.redact_columns
--          changes   [{"key": [id, valid_to, valid_from], "texts": {column: value}}]
--          run       its row in the audit log notes that it was done: how many rows, never what
--          act       what that row calls it
-- returns  how many rows were written; those that somebody changed meanwhile were not
-- raises   55P03     the table was not free within lock_timeout; nothing was changed
-- called   write_redacted.sql, v2.forget_rows
create or replace function v2.redact_rows(tab text, changes jsonb, run uuid, act text) returns int
language plpgsql set timezone = 'UTC' as $$
declare
  done int;
begin
  execute format('alter table v2.%I disable trigger user', tab);
  execute format($sql$
    update v2.%I r set %s
    from jsonb_to_recordset($1) as c (key jsonb, texts jsonb)
    where r.id = (c.key->>0)::uuid and r.valid_to = (c.key->>1)::timestamptz and r.valid_from = (c.key->>2)::timestamptz
    $sql$, tab, (
      select string_agg(format(case c.type
          when 'text' then '%1$I = case when c.texts ? %1$L then c.texts->>%1$L else r.%1$I end'
          when 'jsonb' then '%1$I = case when c.texts ? %1$L then c.texts->%1$L else r.%1$I end'
          else '%1$I = case when c.texts ? %1$L then array(select jsonb_array_elements_text(c.texts->%1$L)) else r.%1$I end' end, c.col), ', ')
      from v2.redact_columns() c where c.tab = redact_rows.tab)
    || coalesce((
      select string_agg(format(', %I = null', a.attname), '') from pg_attribute a join pg_type t on t.oid = a.atttypid
      where a.attrelid = format('v2.%I', tab)::regclass and t.typname in ('vector', 'halfvec', 'tsvector') and a.attgenerated = '' and not a.attisdropped), ''))
  using changes;
  get diagnostics done = row_count;
  execute format('alter table v2.%I enable trigger user', tab);
  -- With its triggers off nobody counted.
  if tab = 'cost_ledger' then
    perform v2.recount_used(array(
      select distinct l.session_id from jsonb_to_recordset(changes) as c (key jsonb) join v2.cost_ledger l on l.id = (c.key ->> 0)::uuid));
  elsif tab = 'audit_log' then
    perform v2.recount_stepped(array(
      select distinct a.session_id from jsonb_to_recordset(changes) as c (key jsonb) join v2.audit_log a on a.id = (c.key ->> 0)::uuid
      where a.action = 'turn.step'));
  end if;
  perform v2.forget_derived(tab, array(select distinct (c.key ->> 0)::uuid from jsonb_to_recordset(changes) as c (key jsonb)));
  insert into v2.audit_log as a (id, action, event_key, detail, at)
  values (run, act, run::text, jsonb_build_object('rows', done), public.brain_now())
  on conflict (id) do update set detail = jsonb_build_object('rows', (a.detail->>'rows')::int + done);
  return done;
end $$;
revoke all on function v2.redact_rows(text, jsonb, uuid, text) from public;
