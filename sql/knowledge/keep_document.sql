-- Keeps a document and its pieces, in the place of what was there of it. The same text again changes nothing; nor does another
-- text of a document of which something was forgotten, for it may hold it again.
--
-- takes    project, title, path, media_type, digest   as v2.documents has them
--          headings, texts                            the pieces, side by side
-- returns  added, changed, same or forgotten
-- called   write_document.sql
create or replace function v2.keep_document(
  project text, title text, path text, media_type text, digest text, headings text[], texts text[]) returns text
language plpgsql as $$
#variable_conflict use_column
declare
  document uuid;
  is_new boolean;
begin
  perform from v2.documents d
  where d.project_path is not distinct from project and d.path = keep_document.path and d.digest = keep_document.digest
    and d.status = 'active';
  if found then
    return 'same';
  end if;
  perform from v2.documents d join v2.chunks c on c.document_id = d.id
  where d.project_path is not distinct from project and d.path = keep_document.path
    and (c.text in (select f.replacement from v2.forgotten f) or c.heading in (select f.replacement from v2.forgotten f)
      or d.title in (select f.replacement from v2.forgotten f));
  if found then
    return 'forgotten';
  end if;
  insert into v2.documents as d (project_path, title, path, media_type, digest, source)
  values (project, keep_document.title, keep_document.path, keep_document.media_type, keep_document.digest, 'documents')
  on conflict (project_path, path) do update
  set title = excluded.title, media_type = excluded.media_type, digest = excluded.digest, status = 'active'
  returning d.id, d.xmax = 0 into document, is_new;
  delete from v2.chunks c where c.document_id = document and c.chunk_num > cardinality(texts);
  insert into v2.chunks as c (document_id, chunk_num, heading, text, source)
  select document, n.num, n.heading, n.text, 'documents' from unnest(headings, texts) with ordinality n (heading, text, num)
  on conflict (document_id, chunk_num) do update set heading = excluded.heading, text = excluded.text, status = 'active'
  where (c.heading, c.text, c.status) is distinct from (excluded.heading, excluded.text, 'active');
  return case when is_new then 'added' else 'changed' end;
end $$;
