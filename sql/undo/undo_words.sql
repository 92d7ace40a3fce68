-- Puts a row's change into a line: what goes or comes, or which of its columns were and will be. A long text is cut, for a
-- session may have thousands of lines and nobody reads so far.
create or replace function v2.undo_words(is_row jsonb, was_row jsonb) returns text
language plpgsql immutable as $$
declare
  r jsonb := coalesce(is_row, was_row);
  words text;
begin
  if is_row is not null and was_row is not null then
    words := (
      select string_agg(format('%s: %s → %s', k.key, coalesce(left(is_row ->> k.key, 60), 'none'), coalesce(left(was_row ->> k.key, 60), 'none')),
        '; ' order by k.key)
      from jsonb_object_keys(is_row || was_row) k (key)
      where is_row -> k.key is distinct from was_row -> k.key);
  else
    words := concat_ws(' ',
      'turn ' || (r ->> 'turn_num') || ':',
      left(coalesce(r ->> 'comment', r ->> 'text', r ->> 'detail', r ->> 'question', r ->> 'reply',
        (r ->> 'tool_name') || coalesce(' ' || (r ->> 'target'), ''), r ->> 'user_message', 'rule ' || left(r ->> 'rule_id', 8) || ' switched ' || (r ->> 'turned'), r ->> 'sentence',
        'skill ' || left(r ->> 'skill_id', 8) || ' ' || (r ->> 'from_level') || ' to ' || (r ->> 'to_level'), r ->> 'id'), 400),
      '(rated ' || (r ->> 'rating') || ')');
  end if;
  return regexp_replace(words, '\s+', ' ', 'g');
end $$;
