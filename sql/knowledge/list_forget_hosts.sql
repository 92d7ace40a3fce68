-- Lists the machines on which files of the brain, or of projects, may lie: those whose files were read, and those of silos that
-- are there.
--
-- returns  text, by their first names
-- called   ForgetStore.Hosts
select split_part(f.host, '.', 1) from brain.import_files f
union
select split_part(c.host, '.', 1) from v2.claude_sessions c
union
select split_part(m.hostname, '.', 1) from orleans.membership m where m.status = 3
order by 1;
