-- Keeps how many lines of a session's transcript were passed over so far, since the file's start.
--
-- takes    $1 uuid   session      $2 text   file
--          $3 int    torn or no JSON      $4 int   too long      $5 int   with a detail that can't be read
-- called   SessionStore.KeepPassed
insert into brain.passed_lines as p (session_id, file, torn, too_long, odd)
values ($1, left($2, 1000), $3, $4, $5)
on conflict (session_id, file) do update
set torn = excluded.torn, too_long = excluded.too_long, odd = excluded.odd, noted_at = public.brain_now()
where (p.torn, p.too_long, p.odd) is distinct from (excluded.torn, excluded.too_long, excluded.odd);
