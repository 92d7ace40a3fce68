-- Each use of a skill with what came of it, and each move of its trust with the evidence. A skill's trust is where its last
-- move led, so that an undo of the session in which it was said takes the move back, and the trust with it.
create table v2.skill_moves (
  skill_id    uuid not null references v2.skills (id),
  num         integer not null check (num >= 1),                                  -- 1-based place, later ones count
  session_id  uuid references v2.sessions (id),                                   -- where it was said, or null
  from_level  text not null check (from_level in ('untested', 'trusted', 'verified', 'critical')),
  to_level    text not null check (to_level in ('untested', 'trusted', 'verified', 'critical')),
  reason      text not null check (length(reason) between 1 and 400),
  body_hash   text not null check (body_hash ~ '^[0-9a-f]{64}$'),                 -- of the folder that it is about
  evidence    jsonb not null default '{}' check (jsonb_typeof(evidence) = 'object'),
  unique (skill_id, num)
);
select v2.make_standard('v2.skill_moves', array['active', 'archived']);

create function v2.follow_skill_move() returns trigger
language plpgsql as $$
declare
  which uuid := coalesce(new.skill_id, old.skill_id);
begin
  update v2.skills s set trust_level = t.level
  from (
    -- What was said of another folder than today's says nothing, and verified is what passed its tests last.
    select coalesce((
      select case when m.body_hash = k.body_hash and (m.to_level <> 'verified' or k.verified_hash = k.body_hash) then m.to_level
        else 'untested' end
      from v2.skill_moves m join v2.skills k on k.id = m.skill_id
      where m.skill_id = which and m.status = 'active' order by m.num desc limit 1), 'untested') as level) t
  where s.id = which and s.trust_level <> t.level;
  return null;
end $$;
create trigger follow_skill_move after insert or update or delete on v2.skill_moves
  for each row execute function v2.follow_skill_move();

create table v2.skill_uses (
  skill_id    uuid not null references v2.skills (id),
  session_id  uuid references v2.sessions (id),
  turn_id     uuid,
  call_id     uuid,                                                               -- the tool call, where one was made
  via         text not null check (via in ('tool', 'slash', 'report')),
  body_hash   text check (body_hash ~ '^[0-9a-f]{64}$'),                          -- the folder as it was used; null where nobody knows
  outcome     text not null default 'open' check (outcome in ('open', 'ok', 'failed', 'unknown')),
  reason      text check (length(reason) <= 400),
  used_at     timestamptz not null check (isfinite(used_at)),
  settled_at  timestamptz check (isfinite(settled_at)),
  reported_at timestamptz check (isfinite(reported_at)),                          -- when an agent said that it failed after all
  tokens      bigint check (tokens >= 0),
  cost_usd    numeric(18, 9) check (cost_usd >= 0 and cost_usd < 1000000),
  check ((outcome = 'open') = (settled_at is null))
);
select v2.make_standard('v2.skill_uses', array['active', 'archived']);
create unique index skill_uses_call on v2.skill_uses (call_id) where call_id is not null;
create unique index skill_uses_slash on v2.skill_uses (turn_id) where via = 'slash';
create unique index skill_uses_report on v2.skill_uses (session_id, skill_id, body_hash) where via = 'report';
create index skill_uses_skill on v2.skill_uses (skill_id, used_at desc);
create index skill_uses_open on v2.skill_uses (used_at) where outcome = 'open';

-- Up to when uses were counted.
create table brain.skill_counting (
  one         boolean primary key default true check (one),
  counted_to  timestamptz not null
);
insert into brain.skill_counting (counted_to) values ('-infinity');
create index tool_calls_skill on v2.tool_calls (updated_at) where tool_kind = 'skill';
create index turns_slash on v2.turns (updated_at) where user_message like '/%';
