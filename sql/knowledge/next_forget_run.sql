-- Reads the oldest run that is not done. returns id, asked, needles, phase, place, counts. called ForgetStore.Unfinished
select r.id, r.asked, r.needles, r.phase, r.place, r.counts from brain.forget_runs r order by r.began_at, r.id limit 1
