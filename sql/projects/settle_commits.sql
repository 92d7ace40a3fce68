-- Says what became of commits that were made in turns, from what a clone's history has now: landed on the branch that is checked
-- out, reverted there, still on another, or, where no branch has it, gone or unknown. One that was rebased, amended, picked or squashed is there under another name: it
-- was written when its call ran and says the same, the same session amended it, or a later commit says that it is made of it. A commit
-- of a turn that called git to make one, and whose output did not tell of it, is kept now.
--
-- takes    $1 text       the project's key        $2 text[]  names of commits, the newest first      $3 timestamptz[]  when each was made
--          $4 text[]     their first lines        $5 boolean[]  it is on the branch that is checked out
--          $6 text[]     names of those that a commit there takes back             $7 text  who says so
--          $8 timestamptz  since when every clone's history is known, or null when some clone was not read: before that, or then,
--                          nothing is known to be gone
--          $9 timestamptz[]  when each was written first      $10, $11 text[]  names of commits that are made of others, and the first
--                          line of each of those
--          $12 text[], $13 text[], $14 boolean[]  commits of turns that no branch has, the commits that have all that each changed, and
--                          whether that is on the branch that is checked out
--          $15 text[]    commits of turns of whose changes nothing is left
-- returns  how many were settled or found
-- called   RepoStore.Settle
with history as materialized (
  select * from unnest($2, $3, $4, $5, $9) with ordinality as h (sha, at, subject, here, written, nth)),
-- What was made before that is in no history, and stays what it is.
begun as materialized (
  select min(h.at) as at, min(least(h.at, h.written)) - interval '30 days' as written from history h),
squashed as materialized (
  select h.sha, h.at, q.subject from unnest($10, $11) as q (sha, subject) join history h on h.sha = q.sha),
judged as (
  select k.id, coalesce(h.own, k.sha) as sha, case
    when h.sha is null then case when k.sha = any ($15) or k.outcome = 'gone' then 'gone' else 'unknown' end when h.sha = any ($6) then 'reverted' when h.here then 'landed' else 'open' end as outcome
  from v2.turn_commits k
  left join v2.tool_calls c on c.session_id = k.session_id and c.tool_use_id = k.tool_use_id
  left join lateral (
    select * from (
      select h.sha, h.here, h.sha as own from history h where starts_with(h.sha, k.sha)
      union all
      select h.sha, h.here, null from history h
      where h.written between date_trunc('second', coalesce(c.started_at, k.committed_at)) and k.committed_at
        and (left(h.subject, 400) = k.subject or h.at > h.written and exists (
          select from v2.turn_commits a where a.session_id = k.session_id and a.committed_at > k.committed_at and starts_with(h.sha, a.sha)))
      union all
      select f.made_of, f.here, null from unnest($12, $13, $14) as f (sha, made_of, here) where f.sha = k.sha
      union all
      -- A line that two commits have, or that is said much later, is another's. A call may have made both.
      select q.sha, true, null from squashed q
      where left(q.subject, 400) = k.subject
        and q.at between coalesce(date_trunc('second', c.started_at), k.committed_at) - interval '1 second' and k.committed_at + interval '30 days'
        and not exists (select from v2.turn_commits o where o.project_key = k.project_key and o.subject = left(q.subject, 400) and o.id <> k.id)) every
    order by here desc, own is null limit 1) h on true
  where k.project_key = $1 and (k.committed_at >= (select b.written from begun b) or k.sha = any ($12) or k.sha = any ($15))
    and (h.own is not null
    -- What had landed stays so: its branch may be rewritten, or no longer be there.
    or k.outcome not in ('landed', 'reverted') and (h.sha is not null or k.committed_at >= $8)
    or h.here)),
settled as (
  update v2.turn_commits k set sha = j.sha, outcome = j.outcome, settled_at = case when j.outcome <> 'open' then public.brain_now() end
  from judged j where j.id = k.id and (k.sha, k.outcome) is distinct from (j.sha, j.outcome)
  returning 1),
found as (
  insert into v2.turn_commits (session_id, turn_id, tool_use_id, project_key, sha, subject, committed_at, outcome, settled_at, source)
  -- One of a call that told of none: the newest that was made while it ran, for git knows a time by its second.
  select distinct on (c.id) c.session_id, c.turn_id, c.tool_use_id, $1, h.sha, left(h.subject, 400), h.at,
    case when h.sha = any ($6) then 'reverted' when h.here then 'landed' else 'open' end, public.brain_now(), $7
  from v2.sessions s
  -- A session's calls at a time, and none of one that was over before: of all calls they are few.
  cross join lateral (
    select * from v2.tool_calls n
    where n.session_id = s.id and v2.tool_kind(n.tool_kind, n.tool_name) in ('shell', 'other_shell') and n.target ~ 'git\M.*\mcommit' offset 0) c
  join history h on h.at between date_trunc('second', c.started_at) and c.updated_at + interval '1 second'
  where s.project_key = $1 and s.updated_at >= (select b.at from begun b)
    and not exists (select from v2.turn_commits k where k.project_key = $1 and left(k.sha, 7) = left(h.sha, 7) and starts_with(h.sha, k.sha))
    and not exists (select from v2.turn_commits k where k.session_id = c.session_id and k.tool_use_id = c.tool_use_id)
  order by c.id, h.nth
  on conflict do nothing
  returning 1)
select (select count(*) from settled) + (select count(*) from found);
