-- Lists where rules may come from: what was learnt, and what people typed, newest first.
--
-- takes    $1 text   project, or null for every one     $2 timestamptz   since when     $3 int   at most so many of each
-- returns  id, text, turn: the turn's number, null for a learning; session_id
-- called   RuleStore.Corrections
(select l.id, l.text, null::int, l.session_id
from v2.learnings l
where l.status in ('active', 'unreviewed') and l.kind not in ('question', 'handoff', 'parked') and l.created_at > $2
  and ($1::text is null or l.project_key is null or l.project_key = v2.project_key($1))
order by l.created_at desc, l.id
limit $3)
union all
(select t.id, left(t.user_message, 4000), t.turn_num, t.session_id
from v2.turns t join v2.sessions s on s.id = t.session_id
where t.started_at > $2 and t.user_message is not null and t.metadata ->> 'origin' is null
  and ($1::text is null or s.project_key = v2.project_key($1))
order by t.started_at desc, t.id
limit $3);
