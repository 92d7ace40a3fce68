-- Uses of skills of which the turn behind them was looked at: a correction there makes the use a failure, once.
alter table v2.skill_uses add column followed_at timestamptz check (isfinite(followed_at));
select v2.make_standard('v2.skill_uses', array['active', 'archived']);
create index skill_uses_unfollowed on v2.skill_uses (turn_id) where outcome = 'ok' and followed_at is null;
