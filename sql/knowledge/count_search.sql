-- Counts anew in how many texts each word is, when enough of them changed.
--
-- takes    always   whether to count however little changed
-- returns  whether it counted
-- called   count_words.sql
create or replace function v2.count_search(always boolean default false) returns boolean
language plpgsql as $$
declare
  due boolean;
begin
  select c.changed > 0 and (always or c.changed > greatest(20, c.rows / 10) or not exists (select from brain.search_lexemes)) into due
  from brain.search_counts c for update skip locked;
  if due is not true then
    return false;
  end if;
  delete from brain.search_lexemes;
  insert into brain.search_lexemes (lexeme, rows)
  select s.word, s.ndoc from ts_stat('select words from brain.search_units') s;
  update brain.search_counts
  set changed = 0, (rows, length_mean, languages) = (
    select count(*), greatest(coalesce(avg(u.length), 1), 1),
      coalesce(array_agg(distinct u.language) filter (where u.language <> 'english'), '{}')
    from brain.search_units u);
  return true;
end $$;
