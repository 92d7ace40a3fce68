-- Notes of uses that the turn behind them was looked at, and makes failures of those that it corrects: as of when that turn was
-- typed, so that none speaks against what a person decided since.
--
-- takes    $1 uuid[]   the uses      $2 boolean[]   whether the person corrected each      $3 text   why they failed
-- called   SkillTrustStore.Follow
update v2.skill_uses u
set followed_at = public.brain_now(), outcome = case when f.corrected then 'failed' else u.outcome end,
  reason = case when f.corrected then $3 else u.reason end,
  reported_at = case when f.corrected then coalesce((
    select n.started_at from v2.turns t join v2.turns n on n.session_id = t.session_id and n.turn_num = t.turn_num + 1
    where t.id = u.turn_id limit 1), public.brain_now()) else u.reported_at end
from unnest($1, $2) as f (id, corrected)
where u.id = f.id and u.outcome = 'ok' and u.followed_at is null;
