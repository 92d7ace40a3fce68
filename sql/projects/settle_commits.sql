-- Says what became of commits that were made in turns, from what a clone's history has now: landed on the branch that is checked
-- out, reverted there, still on another, or gone. A commit of a turn that called git to make one, and whose output did not tell of
-- it, is kept now.
--
-- takes    $1 text       the project's key        $2 text[]  names of commits, the newest first      $3 timestamptz[]  when each was made
--          $4 text[]     their first lines        $5 boolean[]  it is on the branch that is checked out
--          $6 text[]     names of those that a commit there takes back             $7 text  who says so
--          $8 timestamptz  since when every clone's history is known, or null when some clone was not read: before that, or then,
--                          nothing is known to be gone
-- returns  how many were settled or found
-- called   RepoStore.Settle
with history as materialized (
  select * from unnest($2, $3, $4, $5) with ordinality as h (sha, at, subject, here, nth)),
judged as (
  select k.id, coalesce(h.sha, k.sha) as sha, case
    when h.sha is null then 'gone' when h.sha = any ($6) then 'reverted' when h.here then 'landed' else 'open' end as outcome
  from v2.turn_commits k
  left join lateral (select * from history h where starts_with(h.sha, k.sha) limit 1) h on true
  where k.project_key = $1 and (h.sha is not null
    -- What had landed stays so: its branch may be rewritten, or no longer be there.
    or (k.committed_at >= $8 and k.outcome not in ('landed', 'reverted')))),
settled as (
  update v2.turn_commits k set sha = j.sha, outcome = j.outcome, settled_at = case when j.outcome <> 'open' then public.brain_now() end
  from judged j where j.id = k.id and (k.sha, k.outcome) is distinct from (j.sha, j.outcome)
  returning 1),
found as (
  insert into v2.turn_commits (session_id, turn_id, tool_use_id, project_key, sha, subject, committed_at, outcome, settled_at, source)
  -- One of a call that told of none: the newest that was made while it ran, for git knows a time by its second.
  select distinct on (c.id) c.session_id, c.turn_id, c.tool_use_id, $1, h.sha, left(h.subject, 400), h.at,
    case when h.sha = any ($6) then 'reverted' when h.here then 'landed' else 'open' end, public.brain_now(), $7
  from history h
  join v2.tool_calls c on h.at between date_trunc('second', c.started_at) and c.updated_at + interval '1 second'
  join v2.sessions s on s.id = c.session_id and s.project_key = $1
  where v2.tool_kind(c.tool_kind, c.tool_name) in ('shell', 'other_shell') and c.target ~ 'git\M.*\mcommit'
    and not exists (select from v2.turn_commits k where k.project_key = $1 and starts_with(h.sha, k.sha))
    and not exists (select from v2.turn_commits k where k.session_id = c.session_id and k.tool_use_id = c.tool_use_id)
  order by c.id, h.nth
  on conflict do nothing
  returning 1)
select (select count(*) from settled) + (select count(*) from found);
