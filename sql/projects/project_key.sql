-- Which project a folder is of, as far as is known: its repository's, or else the folder's own name.
--
-- takes    folder   as anybody gave it, or a project's key, which stays itself
create or replace function v2.project_key(folder text) returns text
language sql stable
return coalesce((select k.project_key from brain.project_folders k where k.folder = v2.folder_key($1)), v2.folder_key($1));
