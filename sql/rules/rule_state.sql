-- Whether a rule is on: by what was said of it last. One of which nobody said anything is a draft.
--
-- takes    which  its id
-- returns  state: draft, on or off; since: when that was said, null for a draft
create or replace function v2.rule_state(which uuid, out state text, out since timestamptz)
language sql stable as $$
  select coalesce(s.turned, 'draft'), s.created_at
  from (select 1) one left join (
    select w.turned, w.created_at from v2.rule_switches w
    where w.rule_id = which and w.status = 'active' order by w.created_at desc, w.id desc limit 1) s on true
$$;
