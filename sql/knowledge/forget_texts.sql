-- Reads what stands in rows that are forgotten as a whole, in all their versions: it is looked for elsewhere.
--
-- takes    own      the rows
--          shared   also what rows of others hold as a whole too, such as a comment that is made from a template
-- returns  tab, col, value   a text, or a jsonb value as text
-- called   read_forget_texts.sql
create or replace function v2.forget_texts(own uuid[], shared boolean) returns table (tab text, col text, value text)
language plpgsql stable as $$
declare
  c record;
begin
  for c in select f.*, t.type from v2.forget_columns() f join v2.redact_columns() t on t.tab = f.tab and t.col = f.col
    -- What a rule is about, such as a command, is everybody's: it goes with the rule and is not looked for elsewhere.
    where (f.own or shared and t.type = 'jsonb') and not (f.tab in ('rules', 'rules_history') and f.col in ('pattern', 'path', 'text'))
  loop
    return query execute format($sql$
      select distinct %1$L, %2$L, r.%2$I::text from v2.%1$I r
      where r.id = any ($1) and r.%2$I is not null and (%3$s or not exists (
        select from v2.%1$I o where o.%2$I = r.%2$I and o.id <> all ($1)))
      $sql$, c.tab, c.col, case when c.words or shared then 'true' else 'false' end)
    using own;
  end loop;
end $$;
