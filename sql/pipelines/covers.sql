-- Whether what happens in a project concerns what belongs to a folder: to that project, to a folder above it, or to none.
create or replace function v2.covers(folder text, project text) returns boolean
language sql immutable
return folder is null or folder = project or coalesce(starts_with(project, rtrim(folder, '/') || '/'), false);
