-- Finds the run that the drafting of a skill began and that is still open, the newest.
--
-- takes    $1 text   the skill's name
-- returns  id; no row for none
-- called   SkillBuildStore.OpenRun
select r.id
from v2.skill_builds b join v2.pipeline_runs r on r.id = b.run_id
where b.name = $1 and b.status = 'active' and r.status = 'open'
order by b.created_at desc
limit 1;
