-- Takes what was made of rows out of the index that search looks in: their words, vectors and token states, at once; and has them
-- indexed anew, as they are now; and what is told by itself of them. In how many texts a word is, is counted anew too, for the word itself stands there.
--
-- takes    tab   the rows' table, history by its own name
--          ids   the rows
-- called   v2.redact_rows
create or replace function v2.forget_derived(tab text, ids uuid[]) returns void
language plpgsql as $$
begin
  delete from brain.search_units u where u.row_id = any (ids);
  insert into brain.search_queue (kind, row_id)
  select k.kind, i.id
  from (values ('turns', 'turn'), ('tool_calls', 'tool_call'), ('learnings', 'learning'), ('persona_comments', 'comment'),
    ('decisions', 'decision'), ('chunks', 'document')) as k (name, kind)
  cross join unnest(ids) as i (id)
  where k.name = tab;
  if tab = 'learnings' then
    -- Whoever keeps learnings in memory reads these again.
    update brain.learning_news n set changed_in = pg_current_xact_id() where n.learning_id = any (ids);
    notify brain_learnings;
  elsif tab = 'rules' then
    notify brain_rules;
  elsif tab = 'skills' then
    perform v2.index_skills(ids);
  elsif tab = 'tool_calls' then
    delete from brain.call_keys k where k.call_id = any (ids);
    insert into brain.call_key_queue (call_id) select unnest(ids);
  end if;
  if exists (select from brain.search_lexemes) then
    update brain.search_counts set changed = changed + 1;
    delete from brain.search_lexemes;
  end if;
  -- A document's title stands in each of its pieces.
  if tab = 'documents' then
    perform v2.forget_derived('chunks', array(select c.id from v2.chunks c where c.document_id = any (ids)));
  end if;
end $$;
