-- Lists uses that went well and that a next turn of the session followed which a person typed, where nobody looked at it yet.
--
-- takes    $1 int   at most so many
-- returns  id, turn_num, asked, answered: of the use's turn; next: what the person typed then
-- called   SkillTrustStore.Followed
select u.id, t.turn_num, t.user_message, t.assistant_response, n.user_message
from v2.skill_uses u join v2.turns t on t.id = u.turn_id
join v2.turns n on n.session_id = t.session_id and n.turn_num = t.turn_num + 1
where u.outcome = 'ok' and u.followed_at is null and u.status = 'active' and n.status <> 'archived'
  and not n.metadata ? 'origin'
order by u.used_at
limit $1;
