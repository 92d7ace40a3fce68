-- Lists the columns of every standard table that a text can be forgotten from. A column whose values are said in a CHECK holds none.
--
-- returns  tab   without its schema, history by its own name
--          col
--          own   in a row that is forgotten as a whole, the column goes as a whole
--          words   what is in it was said by somebody: it is looked for elsewhere even where others said the same
-- called   v2.forget_texts, v2.guard_forgotten, list_forget_columns.sql, find_forget_row.sql, list_forget_sessions.sql
create or replace function v2.forget_columns() returns table (tab text, col text, own boolean, words boolean)
language sql stable as $$
  select c.tab, c.col,
    c.type = 'text' and c.col <> all ('{project_path,project_key,tool_name,tool_kind,kind,action,event,decision,undone_by,rule_version,topic,link,lineage,model,language,digest}'),
    c.col in ('user_message', 'assistant_response', 'text', 'question', 'reply', 'purpose', 'body')
  from v2.redact_columns() c
  where c.col not in ('name', 'emoji', 'digest') and not (c.type = 'text' and exists (
    select from pg_constraint k join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
    where k.conrelid = to_regclass(format('v2.%I', regexp_replace(c.tab, '_history$', ''))) and k.contype = 'c' and cardinality(k.conkey) = 1
      and a.attname = c.col and pg_get_constraintdef(k.oid) ~ '= ANY| ~ '))
$$;
