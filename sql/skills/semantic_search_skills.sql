-- Finds skills by their words and by their meaning at once. Any word is enough; rare ones count for more (as in BM25), and those
-- of the name more than those of the text. Both scores are standardised over what either way found, and words lead.
--
-- takes    query    in a person's words        k        at most so many
--          sentences   the sentence model      asked    the query's vector, as pgvector writes it; null for words alone
-- returns  rows of v2.capability_view with score, and words and cosine, which it is made of; best first
-- called   search_skills.sql
create or replace function v2.semantic_search_skills(query text, k int default 10, sentences text default null, asked text default null)
returns table (
  id uuid, name text, description text, trust_level text, health text, scope text, plugin text, project_path text, source_path text,
  uses int, score real, words real, cosine real)
language plpgsql stable rows 10 set jit = off as $$
#variable_conflict use_column
declare
  looked_max constant int := 1500;
  many int := (select count(*) from brain.skill_words);
  terms tsquery[];
  idfs double precision[];
begin
  with known as (
    select t.term, (select count(*) from brain.skill_words w where w.words @@ t.term) as rows
    from (
      select ('''' || replace(replace(l.lexeme, '\', '\\'), '''', '''''') || '''')::tsquery as term
      from unnest(to_tsvector('english', translate(query, '-_:', '   '))) l limit 24) t),
  weighed as (
    select n.term, ln(1 + (many - n.rows + 0.5) / (n.rows + 0.5)) as idf,
      sum(n.rows) over (order by n.rows, n.term::text) as looked, row_number() over (order by n.rows, n.term::text) as place
    from known n where n.rows > 0)
  select array_agg(w.term), array_agg(w.idf) into terms, idfs from weighed w where w.looked <= looked_max or w.place <= 2;
  return query
  with lexical as materialized (
    select w.skill_id, sum(t.idf * r.rank / (r.rank + 0.2)) as fit
    from unnest(terms, idfs) t (term, idf) join brain.skill_words w on w.words @@ t.term
    cross join lateral (select ts_rank('{0.08, 0.25, 0.5, 1}', w.words, t.term) as rank) r
    group by w.skill_id order by fit desc limit 100),
  nearest as materialized (
    select v.skill_id, 1 - (v.vector <=> asked::halfvec) as cosine
    from brain.skill_vectors v where v.model = sentences and asked is not null
    order by cosine desc limit 100),
  merged as (
    select coalesce(l.skill_id, n.skill_id) as skill_id, coalesce(l.fit, 0) as fit,
      coalesce(n.cosine, (select min(o.cosine) from nearest o), 0) as cosine, n.cosine as told
    from lexical l full join nearest n on n.skill_id = l.skill_id),
  scaled as (
    select b.*, coalesce((b.fit - avg(b.fit) over ()) / nullif(stddev_pop(b.fit) over (), 0), 0)
      + 0.8 * coalesce((b.cosine - avg(b.cosine) over ()) / nullif(stddev_pop(b.cosine) over (), 0), 0) as score
    from merged b order by score desc limit least(greatest(k, 1), 100))
  select c.id, c.name, c.description, c.trust_level, c.health, c.scope, c.plugin, c.project_path, c.source_path, c.uses,
    s.score::real, s.fit::real, s.told::real
  from scaled s join v2.capability_view c on c.id = s.skill_id
  order by s.score desc, c.uses desc, c.name;
end $$;
