-- Adds up dollars for the caps that a session is held to, for all models and for each word of a model. A session's larger count
-- of ledger and gate is taken after its models are added up, for both may call one model differently. Read when it is decided, so
-- what any silo committed is in it.
--
-- takes    $1 uuid         session id        $2 text          its project's key, or null
--          $3 timestamptz  since when it is today     $4 timestamptz  since when it is this week
--          $5 timestamptz  since when other sessions count, or null when they do not      $6 text[]  words of models
-- returns  word (null for all models), here, own, the model that the session asked last of those that cost something, then ledger and
--          gate of the session, the day and the week: of other sessions the larger alone, as the ledger's; a model that the session
--          asked and whose price is not known, or null; the model that it asked last, whatever it cost. One row of nothing is there
--          where nothing was spent
-- called   SpendStore.Read
with words as (
  select null::text as word union all select unnest($6)),
spent as (
  select u.session_id, u.model, u.bucket, case when u.told_by = 'gate' then 0 else u.usd end as usd,
    case when u.told_by = 'gate' then u.usd else 0 end as stepped_usd
  from brain.used u
  where u.session_id = $1 or u.bucket >= $5
  union all
  -- The gate goes on from what the ledger had before it.
  select b.session_id, b.model, b.bucket, 0, b.usd from brain.used_before_gate b
  where b.bucket is not null and (b.session_id = $1 or b.bucket >= $5)),
sums as materialized (
  select w.word, b.session_id = $1 as own, s.project_key is not distinct from $2 and $2 is not null as here,
    sum(b.usd) as usd, sum(b.stepped_usd) as stepped,
    coalesce(sum(b.usd) filter (where b.bucket >= $3), 0) as day_usd, coalesce(sum(b.stepped_usd) filter (where b.bucket >= $3), 0) as day_stepped,
    coalesce(sum(b.usd) filter (where b.bucket >= $4), 0) as week_usd, coalesce(sum(b.stepped_usd) filter (where b.bucket >= $4), 0) as week_stepped
  from spent b join v2.sessions s on s.id = b.session_id
  join words w on w.word is null or position(lower(w.word) in lower(b.model)) > 0
  group by w.word, b.session_id, here)
select word, here, own,
  (select u.model from brain.used u where u.session_id = $1 and u.usd > 0 order by coalesce(u.last_at, u.bucket) desc limit 1),
  sum(case when own then usd else 0 end), sum(case when own then stepped else 0 end),
  sum(case when own then day_usd else greatest(day_usd, day_stepped) end), sum(case when own then day_stepped else 0 end),
  sum(case when own then week_usd else greatest(week_usd, week_stepped) end), sum(case when own then week_stepped else 0 end),
  (select u.model from brain.used u where u.session_id = $1 and u.told_by <> 'gate' and u.unpriced > 0 order by u.bucket desc limit 1),
  (select u.model from brain.used u where u.session_id = $1 and (u.requests > 0 or u.input > 0 or u.output > 0)
   order by coalesce(u.last_at, u.bucket) desc limit 1)
from (select * from sums union all select null, false, false, 0, 0, 0, 0, 0, 0) every
group by word, here, own;
