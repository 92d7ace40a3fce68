-- Corrections are taken from turns that come from now on: what was said of older uses is no news, and what a person decided about
-- a skill since holds.
update v2.skill_uses set followed_at = public.brain_now() where followed_at is null;

-- What was settled lately is priced again, each time uses are settled.
create index skill_uses_settled on v2.skill_uses (settled_at) where settled_at is not null;
