-- Lists folders that are known by their own name only: whoever looks at the disk may find that they are in a repository.
--
-- takes    $1 int   at most so many, the most recently spoken in first
-- called   ProjectStore.Folders
select s.project_path from v2.sessions s
where s.project_path is not null and s.project_key = v2.folder_key(s.project_path)
group by s.project_path
order by max(s.updated_at) desc
limit $1;
