-- Keeps an agent's own notes, one learning each. A note that changed is the same learning with other words, which nobody has
-- judged: it waits for review, whatever a person said of the words before; its history keeps those. A note of which something
-- was forgotten is left as it is, for its other words may hold it again.
--
-- takes    $1 jsonb   [{origin, project_path, text, kind, source, metadata}]
-- returns  changed, left   how many are new or other than they were, and how many are left as they are
-- called   ImportStore.Notes
with told as (
  select n.*, v2.without_forgotten('', 'text', to_jsonb(n.text), false) #>> '{}' as clean
  from jsonb_to_recordset($1) as n (origin text, project_path text, text text, kind text, source text, metadata jsonb)
), held as (
  select t.origin from told t join v2.learnings l on l.metadata ->> 'origin' = t.origin
  where l.text <> t.clean and exists (
    select from v2.forgotten f where f.replacement = l.text or f.replacement in (select m.value from jsonb_each_text(l.metadata) m))
), written as (
  insert into v2.learnings as l (project_path, text, kind, status, source, metadata)
  select t.project_path, t.text, t.kind, 'unreviewed', t.source, t.metadata || jsonb_build_object('origin', t.origin)
  from told t where t.origin not in (select h.origin from held h)
  on conflict ((metadata ->> 'origin')) where metadata ? 'origin' do update
  set text = excluded.text, kind = excluded.kind, project_path = coalesce(excluded.project_path, l.project_path),
      status = case when l.text = excluded.text then l.status else 'unreviewed' end,
      importance = case when l.text = excluded.text then l.importance end,
      metadata = case when l.text = excluded.text then l.metadata else l.metadata - 'superseded_by' end || excluded.metadata
  where (l.text, l.kind) is distinct from (excluded.text, excluded.kind)
  returning 1
)
select (select count(*)::int from written), (select count(*)::int from held);
