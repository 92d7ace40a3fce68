-- Lists active sessions that nothing was heard of since a moment, the longest silent first.
--
-- takes    $1 timestamptz   the moment      $2 int   at most so many
-- called   SessionStore.Silent
select s.id from v2.sessions s
where s.status = 'active' and s.updated_at < $1
  and not exists (select from v2.turns t where t.session_id = s.id and t.updated_at >= $1)
  and not exists (select from v2.tool_calls c where c.session_id = s.id and c.updated_at >= $1)
  and not exists (select from v2.audit_log a where a.session_id = s.id and a.created_at >= $1)
order by s.updated_at
limit $2;
