-- Lists the files that the brain wrote as skills: drafts of sessions and learnings, and new versions. returns text.
-- called   ForgetStore.Written
select distinct b.place from v2.skill_builds b where b.act in ('draft', 'extract', 'version') and b.place like '/%' order by 1;
