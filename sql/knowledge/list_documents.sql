-- Lists the documents that search looks in.
--
-- takes    $1 text   project's folder, or null for all
-- returns  id, title, path, project, media type, chunks, read; by path
-- called   DocumentStore.List
select d.id, d.title, d.path, d.project_path, d.media_type, (select count(*)::int from v2.chunks c where c.document_id = d.id), d.updated_at
from v2.documents d
where d.status = 'active' and ($1::text is null or v2.project_key(d.project_path) = v2.project_key($1))
order by d.path, d.id;
