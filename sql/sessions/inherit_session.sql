-- What a person said of a session goes with them into one that was cleared or forked from it: the mode, the cap with what
-- is used of it, and the purpose, also one that nobody declared: it stays provisional.
--
-- takes    sid   a session whose row was written
-- returns  {"purpose", "provisional", "mode", "budget_cap", "budget_usd", "usd_before", "warned", "used_before"}; null when there is nothing to go on
--          with, or it was done before
-- called   v2.record_change
create or replace function v2.inherit_session(sid uuid) returns jsonb
language plpgsql as $$
declare
  came jsonb;
begin
  select jsonb_strip_nulls(jsonb_build_object(
    'purpose', p.purpose,
    'provisional', coalesce((p.metadata ->> 'provisional')::boolean, false), 'mode', p.mode, 'budget_cap', p.budget_cap,
    'budget_usd', p.budget_usd, 'usd_before', case when p.budget_usd is null then 0 else v2.spent_of_cap(p.id) end,
    'warned', coalesce((p.metadata ->> 'budget_warned')::boolean, false),
    'used_before', case when p.budget_cap is null then 0 else v2.tokens_of_cap(p.id) end))
  into came
  from v2.sessions s join v2.sessions p on p.id = s.parent_session_id
  where s.id = sid and s.lineage in ('clear', 'fork') and s.turn_count = 0 and not s.metadata ? 'used_before';
  if came is null then
    return null;
  end if;
  update v2.sessions s
  set purpose = coalesce(s.purpose, came ->> 'purpose'), mode = came ->> 'mode',
      budget_cap = coalesce(s.budget_cap, (came ->> 'budget_cap')::bigint),
      budget_usd = coalesce(s.budget_usd, (came ->> 'budget_usd')::numeric),
      metadata = s.metadata || jsonb_build_object('usd_before', came -> 'usd_before', 'used_before', came -> 'used_before', 'budget_warned', came -> 'warned')
        || case when s.purpose is null and came ? 'purpose' then jsonb_build_object('provisional', came -> 'provisional') else '{}' end
  where s.id = sid;
  return came;
end $$;
