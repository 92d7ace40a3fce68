-- Adds up dollars for the caps that a session is held to: its own by model, and those of all sessions, of which the larger of
-- ledger and gate counts, session by session. Read when it is decided, so what any silo committed is in it.
--
-- takes    $1 uuid         session id        $2 text          its project's key, or null
--          $3 timestamptz  since when it is today     $4 timestamptz  since when it is this week
-- returns  model, here, own, latest, then ledger and gate of the session, the day and the week
-- called   SpendStore.Read
with sums as (
  select b.session_id = $1 as own, s.project_key is not distinct from $2 and $2 is not null as here, b.session_id, b.model, max(b.bucket) as last,
    sum(b.usd) as usd, sum(b.stepped_usd) as stepped,
    coalesce(sum(b.usd) filter (where b.bucket >= $3), 0) as day_usd, coalesce(sum(b.stepped_usd) filter (where b.bucket >= $3), 0) as day_stepped,
    coalesce(sum(b.usd) filter (where b.bucket >= $4), 0) as week_usd, coalesce(sum(b.stepped_usd) filter (where b.bucket >= $4), 0) as week_stepped
  from brain.spend b join v2.sessions s on s.id = b.session_id
  where b.bucket >= $4 or b.session_id = $1
  group by 1, 2, 3, 4)
select model, here, own, coalesce(own and max(last) = max(max(last)) over (partition by own), false),
  sum(case when own then usd else 0 end), sum(case when own then stepped else 0 end),
  sum(case when own then day_usd else greatest(day_usd, day_stepped) end), sum(case when own then day_stepped else 0 end),
  sum(case when own then week_usd else greatest(week_usd, week_stepped) end), sum(case when own then week_stepped else 0 end)
from sums
group by model, here, own;
