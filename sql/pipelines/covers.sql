-- Whether what happens in a folder concerns what belongs to a folder: to that one, to one above it, or to none. What is of
-- one project_key concerns it too; whoever asks compares that.
create or replace function v2.covers(folder text, project text) returns boolean
language sql immutable
return folder is null or v2.folder_key(folder) = v2.folder_key(project)
  or coalesce(starts_with(v2.folder_key(project), rtrim(v2.folder_key(folder), '/') || '/'), false);
