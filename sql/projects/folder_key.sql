-- The name of a project that has no git remote: its folder, with no slash at its end, none doubled, and a Windows drive's (WSL)
-- in small letters. Brain.Messages.Projects.ProjectFolder does the same. What is no absolute path is a key already.
create or replace function v2.folder_key(folder text) returns text
language sql immutable
return case
    when btrim(folder) = '' then null
    when left(folder, 1) <> '/' then left(folder, 600)
    else (
      select left(case when plain ~* '^/mnt/[a-z](/|$)' then lower(plain) else plain end, 600)
      from (select coalesce(nullif(regexp_replace(regexp_replace(folder, '/+(\./+)*', '/', 'g'), '/\.?$', ''), ''), '/')) as one (plain))
  end;
