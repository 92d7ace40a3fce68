-- Takes documents out, with their pieces; their history stays.
--
-- takes    $1 text[]   absolute paths of files or folders, or beginnings of ids without dashes; an empty
--                    one and / mean nothing
-- returns  how many
-- called   DocumentStore.Remove
with meant as (
  select distinct d.id from v2.documents d join unnest($1::text[]) w (said)
    on d.path = w.said or (rtrim(w.said, '/') <> '' and starts_with(d.path, rtrim(w.said, '/') || '/'))
    or (length(w.said) >= 8 and starts_with(replace(d.id::text, '-', ''), w.said))),
pieces as (delete from v2.chunks c using meant m where c.document_id = m.id returning c.document_id),
gone as (
  -- After its pieces, which point at it.
  delete from v2.documents d using meant m where d.id = m.id and (select count(*) from pieces) >= 0 returning d.id)
select count(*)::int from gone;
