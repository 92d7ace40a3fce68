-- Writes what was done to a skill on its way to others.
--
-- takes    $1 text   act            $2 text   the skill's name        $3 uuid   its row, or null      $4 uuid   the session, or null
--          $5 uuid   the run, or null      $6 text   place            $7 text   version, or null      $8 bool   a model's prose
--          $9 jsonb  detail         $10 text  the door it came by
-- called   SkillBuildStore.Write
insert into v2.skill_builds (act, name, skill_id, session_id, run_id, place, version, by_model, detail, source)
values ($1, $2, (select s.id from v2.skills s where s.id = $3), (select s.id from v2.sessions s where s.id = $4),
  (select r.id from v2.pipeline_runs r where r.id = $5), $6, $7, $8, $9, $10);
