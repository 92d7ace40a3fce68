-- Finds the run that the drafting of a skill began and that is still open, the newest.
--
-- takes    $1 text   the skill's name      $2 uuid   its row, or null      $3 text   its file, folder or where it was put
--          $4 text   the project in which it is said, or null: another skill of the same name is on a way of its own
-- returns  id; no row for none
-- called   SkillBuildStore.OpenRun
select r.id
from v2.skill_builds b join v2.pipeline_runs r on r.id = b.run_id
where b.name = $1 and b.status = 'active' and r.status = 'open'
  and (b.skill_id = $2 or b.place in ($3, $3 || '/SKILL.md', (select s.source_path from v2.skills s where s.id = $2)) or r.project_path = $4)
order by b.created_at desc
limit 1;
