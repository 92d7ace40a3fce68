-- Finds texts by their words: any word is enough, and BM25 (k1 1.2, b 0.5) says how well they fit. How often a word is in a
-- text is told within a tenth by ts_rank of that word alone, which is 0.0608 times the sum of 1/n² up to how often it is
-- there: that looks at one place of the text's words, and taking all of them apart would cost many times as much.
--
-- takes    asked      the question, in a person's words        extra      further words: identifiers, taken apart
--          language   the question's dictionary                 prefixes   beginnings of words
--          project, kinds, persona, since, until                narrow it, where they are not null; a document of no project
--                                                               is in all
--          most       at most so many
-- returns  unit, score, and matched: how much of the question's weight is in the text, 0 to 1; best first
-- called   find_words.sql
create or replace function v2.search_words(
  asked text, extra text, language text, prefixes text[], project text, kinds text[], persona uuid,
  since timestamptz, until timestamptz, most int)
returns table (unit_id bigint, score real, matched real)
language plpgsql stable rows 100 set jit = off as $$
#variable_conflict use_column
declare
  -- Rows that are looked at: words that are in more of them than that find nothing that rarer ones don't.
  looked_max constant int := 2000;
  terms tsquery[];
  idfs double precision[];
  found text;
  fit text;
  mean double precision;
  narrow text := concat_ws(' and ',
    case when project is not null then '(u.project = $3 or (u.project is null and u.kind = ''document''))' end, case when kinds is not null then 'u.kind = any ($4)' end,
    case when persona is not null then 'u.persona_id = $5' end, case when since is not null then 'u.happened_at >= $6' end,
    case when until is not null then 'u.happened_at < $7' end);
begin
  select c.length_mean into mean from brain.search_counts c;
  with words as (
    select lexeme from unnest(to_tsvector('english', asked || ' ' || extra) || to_tsvector(language::regconfig, asked))
    union
    -- One word alone does not tell its language: as the dictionaries of the texts have it, where one of them does. What
    -- English or the question's language passes over is rare in other languages' texts, and says nothing there either.
    select o.lexeme
    from brain.search_counts n cross join lateral unnest(n.languages) d (name)
    cross join lateral unnest(to_tsvector(d.name::regconfig, asked)) o
    where exists (select from brain.search_lexemes b where b.lexeme = o.lexeme)
      and (to_tsvector('english', asked) = '' or
        (to_tsvector('english', o.lexeme) <> '' and to_tsvector(language::regconfig, o.lexeme) <> ''))
    union
    select x.lexeme from unnest(prefixes) p (prefix)
    cross join lateral (
      select b.lexeme from brain.search_lexemes b where starts_with(b.lexeme, p.prefix) order by b.rows desc limit 8) x),
  -- A long question is told by its rarest words; those that nothing has come last.
  known as (
    select '''' || replace(replace(w.lexeme, '\', '\\'), '''', '''''') || '''' as term, coalesce(k.rows, 0) as rows
    from words w left join brain.search_lexemes k on k.lexeme = w.lexeme
    order by coalesce(k.rows, 0) = 0, k.rows, w.lexeme limit 32),
  weighed as (
    select n.term, n.rows, sum(n.rows) over (order by n.rows, n.term) as looked, row_number() over (order by n.rows = 0, n.rows, n.term) as place,
      ln(1 + (greatest(c.rows, max(n.rows) over ()) - n.rows + 0.5) / (n.rows + 0.5)) as weight
    from known n cross join brain.search_counts c),
  chosen as (select w.*, w.looked <= looked_max or w.place = 1 as is_rare from weighed w),
  -- Two words that many texts have are in few texts together.
  pairs as (
    select one.term || ' & ' || other.term as term
    from chosen one join chosen other on not one.is_rare and not other.is_rare and one.place < other.place
    cross join brain.search_counts c
    where one.rows::float8 * other.rows < looked_max / 4 * greatest(c.rows, 1)
    order by one.rows::float8 * other.rows limit 4)
  select array_agg(w.term::tsquery order by w.place), array_agg(w.weight order by w.place),
    concat_ws(' | ', string_agg(w.term, ' | ') filter (where w.is_rare), (select string_agg(p.term, ' | ') from pairs p)),
    string_agg(format('$9[%s] * (2.2 - 2.2 * k / (1 / (1.644935 - ts_rank(u.words, $8[%1$s]) / 0.0607927) - 0.607927 + k))', w.place),
      ' + ' order by w.place)
  into terms, idfs, found, fit
  from chosen w;
  if found = '' then
    return;
  end if;
  return query execute format($words$
    select c.id, c.fit::real, (
      select (coalesce(sum(w.idf) filter (where c.words @@ w.term), 0) / sum(w.idf))::real from unnest($8, $9) w (term, idf))
    from (
      select u.id, u.words, %2$s as fit
      from (select *, 0.6::float8 + $10 * length as k from brain.search_units) u
      where u.words @@ $1 %1$s
      order by fit desc, u.id desc limit $2) c
    order by c.fit desc, c.id desc
    $words$, case when narrow <> '' then 'and ' || narrow end, fit)
  using found::tsquery, most, v2.project_key(project), kinds, persona, since, until, terms, idfs, 0.6 / mean;
end $$;
