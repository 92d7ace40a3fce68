-- Reads how far a run is, or what it came to.
--
-- takes    $1 uuid   run
-- returns  phase, place, counts; phase done when its row is gone and the audit log has it; no row when there never was one
-- called   ForgetStore.Progress
select r.phase, r.place, r.counts from brain.forget_runs r where r.id = $1
union all
select 'done', null, a.detail from v2.audit_log a
where a.id = $1 and a.action = 'knowledge.forgotten' and not exists (select from brain.forget_runs r where r.id = $1)
