-- When an agent asks its person for permission the session waits: the first page looks for the newest question of each.
create index audit_log_asked on v2.audit_log (session_id, at desc) where action = 'permission.asked';
