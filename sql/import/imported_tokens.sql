-- What the turns of a session used that came from files and not from hooks.
create or replace function v2.imported_tokens(sid uuid) returns bigint
language sql stable
return (select coalesce(sum(tokens_in + tokens_out), 0)::bigint from v2.turns where session_id = sid and metadata ? 'imported');
