-- Notes of uses that the turn behind them was looked at, and makes failures of those that it corrects.
--
-- takes    $1 uuid[]   the uses      $2 boolean[]   whether the person corrected each      $3 text   why they failed
-- called   SkillTrustStore.Follow
update v2.skill_uses u
set followed_at = public.brain_now(), outcome = case when f.corrected then 'failed' else u.outcome end,
  reason = case when f.corrected then $3 else u.reason end,
  reported_at = case when f.corrected then public.brain_now() else u.reported_at end
from unnest($1, $2) as f (id, corrected)
where u.id = f.id and u.outcome = 'ok' and u.followed_at is null;
