-- Finds texts by their words: any word is enough, and BM25 (k1 1.2, b 0.5) says how well they fit. The best by ts_rank are
-- looked at closely, for BM25 over every match would cost as many lookups as there are matches.
--
-- takes    asked      the question, in a person's words        extra      further words: identifiers, taken apart
--          language   the question's dictionary                 prefixes   beginnings of words
--          project, kinds, persona, since, until                narrow it, where they are not null
--          most       at most so many
-- returns  unit, score, and matched: how much of the question's weight is in the text, 0 to 1; best first
-- called   find_words.sql
create or replace function v2.search_words(
  asked text, extra text, language text, prefixes text[], project text, kinds text[], persona uuid,
  since timestamptz, until timestamptz, most int)
returns table (unit_id bigint, score real, matched real)
language plpgsql stable rows 100 as $$
#variable_conflict use_column
declare
  terms text[];
  idfs double precision[];
  idf_sum double precision;
  mean double precision;
  query tsquery;
  key text := v2.project_key(project);
begin
  select c.length_mean into mean from brain.search_counts c;
  select array_agg(l.lexeme), array_agg(l.weight), sum(l.weight),
    string_agg('''' || replace(replace(l.lexeme, '\', '\\'), '''', '''''') || '''', ' | ')::tsquery
  into terms, idfs, idf_sum, query
  from (
    select w.lexeme, ln(1 + (c.rows - coalesce(k.rows, 0) + 0.5) / (coalesce(k.rows, 0) + 0.5)) as weight
    from (
      select lexeme from unnest(to_tsvector('english', asked || ' ' || extra) || to_tsvector(language::regconfig, asked))
      union
      -- One word alone does not tell its language: as the dictionaries of the texts have it, where one of them does.
      select o.lexeme
      from brain.search_counts n cross join lateral unnest(n.languages) d (name)
      cross join lateral unnest(to_tsvector(d.name::regconfig, asked)) o
      where exists (select from brain.search_lexemes b where b.lexeme = o.lexeme)
      union
      select x.lexeme from unnest(prefixes) p (prefix)
      cross join lateral (
        select b.lexeme from brain.search_lexemes b where starts_with(b.lexeme, p.prefix) order by b.rows desc limit 8) x) w
    cross join (select greatest(n.rows, (select max(m.rows) from brain.search_lexemes m)) as rows from brain.search_counts n) c
    left join brain.search_lexemes k on k.lexeme = w.lexeme
    -- A long question is told by its rarest words; those that nothing has come last.
    order by coalesce(k.rows, 0) = 0, k.rows
    limit 32) l;
  if query is null then
    return;
  end if;
  return query
    with close as materialized (
      select u.id, u.words, u.length from brain.search_units u
      where u.words @@ query
        and (search_words.project is null or u.project = key) and (kinds is null or u.kind = any (kinds))
        and (persona is null or u.persona_id = persona)
        and (since is null or u.happened_at >= since) and (until is null or u.happened_at < until)
      order by ts_rank(u.words, query) desc limit 400)
    select c.id,
      sum(l.weight * cardinality(w.positions) * 2.2 / (cardinality(w.positions) + 1.2 * (0.5 + 0.5 * c.length / mean)))::real as fit,
      (sum(l.weight) / idf_sum)::real
    from close c
    cross join lateral unnest(c.words) w
    join unnest(terms, idfs) l (lexeme, weight) on l.lexeme = w.lexeme
    group by c.id
    order by fit desc, c.id desc
    limit most;
end $$;
