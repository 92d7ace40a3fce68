-- Writes what rows are found by, in the place of what was there, and takes them off the queue.
--
-- takes    queued      ids in brain.search_queue
--          units       [{kind, row_id, session_id, turn_num, project, persona_id, speaker, happened_at, embeds,
--                        asks, text, extra, language}]: text is what is searched, extra words that are in it by another name
--          gone        rows of which nothing is to be found any more
-- called   SearchIndexStore.Index
create or replace function v2.index_units(queued bigint[], units jsonb, gone uuid[]) returns int
language plpgsql as $$
declare
  written int;
begin
  delete from brain.search_units u
  where u.row_id = any (gone) or u.row_id in (select (n ->> 'row_id')::uuid from jsonb_array_elements(units) n);
  with new as (
    select n.*, to_tsvector(n.language::regconfig, n.text) || to_tsvector('english', n.extra) as words
    from jsonb_to_recordset(units) as n (
      kind text, row_id uuid, session_id uuid, turn_num int, project text, persona_id uuid, speaker text,
      happened_at timestamptz, embeds boolean, asks boolean, text text, extra text, language text))
  insert into brain.search_units (kind, row_id, session_id, turn_num, project, persona_id, speaker, happened_at, embeds, asks, language,
    words, length)
  select n.kind, n.row_id, n.session_id, n.turn_num, n.project, n.persona_id, n.speaker, n.happened_at, n.embeds, n.asks, n.language,
    n.words,
    coalesce((select sum(cardinality(w.positions)) from unnest(n.words) w), 0)
  from new n
  on conflict (row_id, kind) do nothing;
  get diagnostics written = row_count;
  delete from brain.search_queue where id = any (queued);
  update brain.search_counts set changed = changed + written + cardinality(gone);
  -- A new word is known at once, if only as one of a text; how many have it is counted later. Whoever counts, or empties
  -- the words so that they are counted, holds the row of the counts first.
  if exists (select from brain.search_lexemes) then
    insert into brain.search_lexemes (lexeme, rows)
    select distinct w.lexeme, 1
    from brain.search_units u cross join lateral unnest(u.words) w
    where u.row_id in (select (n ->> 'row_id')::uuid from jsonb_array_elements(units) n)
    on conflict do nothing;
  end if;
  return written;
end $$;
