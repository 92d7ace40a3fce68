-- Finds texts that stood at a time and stand no more, by their words: rows that were rewritten, put away or taken out since. The index
-- has only what stands now, so these are read from the history, and their words are taken apart here: that takes as long as
-- much of what stood then was rewritten since. Names of code are found whole, not by their parts.
--
-- takes    asked, extra, language, prefixes, project, kinds, persona, since, until, most   as v2.search_words has them
--          ts      the time
-- returns  one row for each, the best first, at most `most` of those that fit: unit, what stands in its place in the index
--          now, or null; score and matched as v2.search_words has them, null where the text of then does not fit; and what
--          v2.search_source tells of the row, as it was then
-- called   find_words_as_of.sql
create or replace function v2.search_words_as_of(
  asked text, extra text, language text, prefixes text[], project text, kinds text[], persona uuid,
  since timestamptz, until timestamptz, ts timestamptz, most int)
returns table (
  unit_id bigint, score real, matched real, kind text, row_id uuid, session_id uuid, turn_num int, project_path text, speaker text,
  happened_at timestamptz, said text, status text, importance smallint, confidence real)
language sql stable set jit = off as $$
  with changed (kind, id) as (
    select 'turn', v.id from v2.turns_history v where v.valid_to > ts and v.started_at <= ts
    union select 'tool_call', v.id from v2.tool_calls_history v where v.valid_to > ts and v.started_at <= ts
    union select 'learning', v.id from v2.learnings_history v where v.valid_to > ts and v.created_at <= ts
    union select 'comment', v.id from v2.persona_comments_history v where v.valid_to > ts and v.created_at <= ts
    union select 'decision', v.id from v2.decisions_history v where v.valid_to > ts and v.decided_at <= ts
    union select 'document', v.id from v2.chunks_history v where v.valid_to > ts and v.created_at <= ts),
  texts as materialized (
    select n.*, t.said as said_then, t.status as status_then, t.importance as importance_then, t.confidence as confidence_then
    from (
      select s.*, false as gone from v2.search_source((select array_agg(c.kind) from changed c), (select array_agg(c.id) from changed c)) s
      union all
      select g.*, true from v2.search_source_gone((select array_agg(c.kind) from changed c), (select array_agg(c.id) from changed c)) g) n
    join v2.said_as_of((select array_agg(c.id) from changed c), ts) t on t.row_id = n.row_id
    where t.status not in ('archived', 'superseded') and t.said <> ''
      and (n.gone or t.said is distinct from n.said or n.status in ('archived', 'superseded'))),
  words as (
    select w.lexeme, ln(1 + (greatest(c.rows, coalesce(k.rows, 0)) - coalesce(k.rows, 0) + 0.5) / (coalesce(k.rows, 0) + 0.5)) as idf
    from (select l.lexeme from unnest(to_tsvector('english', asked || ' ' || extra)) l
          union select l.lexeme from unnest(to_tsvector(language::regconfig, asked)) l) w
    cross join brain.search_counts c left join brain.search_lexemes k on k.lexeme = w.lexeme),
  -- What is written without blanks has its words by pairs of characters: those of the question, in the texts.
  pairs as (
    select distinct p.pair from regexp_split_to_table(extra, '\s+') p (pair)
    where p.pair ~ '^[\u3041-\u3096\u30a1-\u30fa\u30fc\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3]{2}$'),
  fits as (
    select x.row_id, f.score, f.matched
    from texts x
    cross join brain.search_counts c
    cross join lateral (
      select to_tsvector('english', x.said_then) ||
        case when language <> 'english' then to_tsvector(language::regconfig, x.said_then) else '' end ||
        to_tsvector('english', coalesce((select string_agg(p.pair, ' ') from pairs p where strpos(x.said_then, p.pair) > 0), '')) as words) v
    cross join lateral (
      select sum(w.idf * cardinality(u.positions) * 2.2
               / (cardinality(u.positions) + 0.6 + 0.6 * length(v.words) / c.length_mean)) as score,
        sum(w.idf) / nullif((select sum(a.idf) from words a), 0) as matched
      from (
        select w.lexeme, w.idf from words w
        union all
        select u.lexeme, 1 from unnest(v.words) u join unnest(prefixes) p on starts_with(u.lexeme, p)) w
      join unnest(v.words) u on u.lexeme = w.lexeme) f
    where f.score is not null
      and (search_words_as_of.project is null or x.project_key = v2.project_key(search_words_as_of.project)
        or (x.project_key is null and x.kind = 'document'))
      and (kinds is null or x.kind = any (kinds)) and (persona is null or x.persona_id = persona)
      and (since is null or x.happened_at >= since) and (until is null or x.happened_at < until)
    order by f.score desc, x.row_id limit most)
  select u.id, f.score::real, least(f.matched, 1)::real, x.kind, x.row_id, x.session_id, x.turn_num, x.project, x.speaker, x.happened_at,
    case when f.score is not null then x.said_then end, x.status_then, x.importance_then, x.confidence_then
  from texts x left join fits f on f.row_id = x.row_id left join brain.search_units u on u.row_id = x.row_id
  where f.score is not null or u.id is not null
  order by f.score desc nulls last, x.row_id
$$;
