-- Notes how far a run is; behind the rows and the files nobody looks for its texts any more, and they go.
--
-- takes    $1 uuid   run      $2 text   phase      $3 jsonb   place      $4 jsonb   counts
-- called   ForgetStore.Move
update brain.forget_runs
set phase = $2, place = $3, counts = $4,
    needles = case when $2 in ('vacuum', 'log') then '{}' else needles end,
    asked = case when $2 in ('vacuum', 'log') then asked - 'matching' else asked end
where id = $1
