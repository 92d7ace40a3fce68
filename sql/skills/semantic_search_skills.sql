-- Finds skills by their words and by their meaning at once. Any word is enough; rare ones count for more (as in BM25), and those
-- of the name more than those of the text. Both scores are standardised over what either way found, and words lead.
--
-- takes    query    in a person's words        k        at most so many
--          sentences   the sentence model      asked    the query's vector, as pgvector writes it; null for words alone
--          among    ids of those that are looked through; null for all
-- returns  rows of v2.capability_view with score, and words and cosine, which it is made of; best first
-- called   v2.suggest_skills, and people; a silo searches in memory (src/Brain.Domain/Skills/SkillIndex.cs)
create or replace function v2.semantic_search_skills(query text, k int default 10, sentences text default null, asked text default null, among uuid[] default null)
returns table (
  id uuid, name text, description text, trust_level text, health text, scope text, plugin text, project_path text, source_path text,
  uses int, score real, words real, cosine real)
language plpgsql stable rows 10 set jit = off
-- Whole index entries in the order of their weight are read and no more of them than are looked at: a bitmap would be of all.
set enable_bitmapscan = off as $$
#variable_conflict use_column
declare
  -- Read once: written where it is compared, it would be read anew for each vector as soon as the plan is kept.
  meant constant halfvec := asked;
  -- Of a common word the skills that are most about it are looked at, and no more than so many are counted.
  looked_max constant int := 500;
  counted_max constant int := 1000;
  many int := (
    select case when c.reltuples > 0 then c.reltuples else (select count(*) from v2.skills s where s.status = 'active') end
    from pg_class c where c.oid = 'v2.skills'::regclass);
begin
  return query
  with asks as materialized (
    select q.lexeme, ln(1 + (greatest(many, n.rows) - n.rows + 0.5) / (n.rows + 0.5)) as idf
    from (select o.lexeme collate "C" as lexeme from unnest(to_tsvector('english', translate(query, '-_:', '   '))) o limit 24) q
    cross join lateral (
      select count(*) as rows from (select from brain.skill_terms t where t.lexeme = q.lexeme limit counted_max) f) n
    where n.rows > 0),
  lexical as materialized (
    select p.skill_id, sum(q.idf * p.weight) as fit
    from asks q cross join lateral (
      select t.skill_id, t.weight from brain.skill_terms t
      where t.lexeme = q.lexeme and (among is null or t.skill_id = any (among)) order by t.weight desc limit looked_max) p
    group by p.skill_id order by fit desc limit 100),
  nearest as materialized (
    select v.skill_id, 1 - (v.vector <=> meant) as cosine
    from brain.skill_vectors v where v.model = sentences and asked is not null and (among is null or v.skill_id = any (among))
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
