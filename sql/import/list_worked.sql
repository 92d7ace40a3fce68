-- Lists the folders that people worked in. returns text. called ImportStore.Worked
select s.project_path from v2.sessions s where s.project_path is not null
union
select c.cwd from v2.claude_sessions c where c.cwd is not null;
