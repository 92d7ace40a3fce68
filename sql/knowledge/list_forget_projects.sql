-- Lists the folders of all projects: each may have a HANDOFF.md that the brain wrote. returns text. called ForgetStore.Projects
select distinct s.project_path from v2.sessions s where s.project_path like '/%'
union
select distinct h.project_path from v2.sessions_history h where h.project_path like '/%'
