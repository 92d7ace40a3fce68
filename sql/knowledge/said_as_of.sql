-- Reads what rows said at a time: the version that stood then, or the first there is of a row that was written down later,
-- as what is imported is.
--
-- takes    ids   rows of any kind that search finds        ts   the time
-- returns  one row for each: said, status, importance, confidence, as v2.search_source has them now
-- called   show_found.sql, v2.search_words_as_of
create or replace function v2.said_as_of(ids uuid[], ts timestamptz)
returns table (row_id uuid, said text, status text, importance smallint, confidence real)
language sql stable as $$
  with titles as (
    select distinct on (d.id) d.id, d.title
    from (select l.id, l.title, l.valid_from from v2.documents l union all select h.id, h.title, h.valid_from from v2.documents_history h) d
    where d.id in (
      select k.document_id from v2.chunks k where k.id = any (ids) union select k.document_id from v2.chunks_history k where k.id = any (ids))
    order by d.id, d.valid_from <= ts desc, case when d.valid_from <= ts then d.valid_from end desc nulls last, d.valid_from),
  versions (id, valid_from, said, status, importance, confidence) as (
    select v.id, v.valid_from, concat_ws(E'\n', nullif(v.user_message, ''), nullif(coalesce(v.assistant_response, v.error_note), '')), v.status, v.importance, v.confidence
    from v2.turns v where v.id = any (ids)
    union all
    select v.id, v.valid_from, concat_ws(E'\n', nullif(v.user_message, ''), nullif(coalesce(v.assistant_response, v.error_note), '')), v.status, v.importance, v.confidence
    from v2.turns_history v where v.id = any (ids)
    union all
    select v.id, v.valid_from, concat_ws(' ', v.tool_name, v.target, case when v.error is not null then '→ ' || v.error end), v.status, null::smallint, null::real
    from v2.tool_calls v where v.id = any (ids)
    union all
    select v.id, v.valid_from, concat_ws(' ', v.tool_name, v.target, case when v.error is not null then '→ ' || v.error end), v.status, null::smallint, null::real
    from v2.tool_calls_history v where v.id = any (ids)
    union all
    select v.id, v.valid_from, v.text, v.status, v.importance, v.confidence
    from v2.learnings v where v.id = any (ids)
    union all
    select v.id, v.valid_from, v.text, v.status, v.importance, v.confidence
    from v2.learnings_history v where v.id = any (ids)
    union all
    select v.id, v.valid_from, v.comment, coalesce(v.rating, v.status), v.importance, v.confidence
    from v2.persona_comments v where v.id = any (ids)
    union all
    select v.id, v.valid_from, v.comment, coalesce(v.rating, v.status), v.importance, v.confidence
    from v2.persona_comments_history v where v.id = any (ids)
    union all
    select v.id, v.valid_from, concat_ws(' ', v.decision, v.rule || ':', v.reason), v.status, null, null
    from v2.decisions v where v.id = any (ids)
    union all
    select v.id, v.valid_from, concat_ws(' ', v.decision, v.rule || ':', v.reason), v.status, null, null
    from v2.decisions_history v where v.id = any (ids)
    union all
    select v.id, v.valid_from, concat_ws(E'\n', d.title, v.heading, v.text), v.status, v.importance, v.confidence
    from v2.chunks v left join titles d on d.id = v.document_id where v.id = any (ids)
    union all
    select v.id, v.valid_from, concat_ws(E'\n', d.title, v.heading, v.text), v.status, v.importance, v.confidence
    from v2.chunks_history v left join titles d on d.id = v.document_id where v.id = any (ids)
  )
  select distinct on (v.id) v.id, v.said, v.status, v.importance, v.confidence
  from versions v
  order by v.id, v.valid_from <= ts desc, case when v.valid_from <= ts then v.valid_from end desc nulls last, v.valid_from
$$;
