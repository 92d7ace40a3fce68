-- Notes a run before it takes anything, so that it is finished whatever happens to the silo.
--
-- takes    $1 uuid   run      $2 jsonb   asked      $3 text[]   needles      $4 jsonb   counts
-- called   ForgetStore.Begin
insert into brain.forget_runs (id, asked, needles, counts) values ($1, $2, $3, $4)
