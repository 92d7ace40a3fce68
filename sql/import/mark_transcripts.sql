-- Notes which transcripts are there no more, and which are there again; of the sessions themselves nothing changes.
--
-- takes    $1 uuid[]   sessions whose transcript is gone
--          $2 uuid[]   sessions whose transcript is there
-- called   ImportStore.Mark
update v2.claude_sessions c
set status = case when gone.is_gone then 'gone' else 'active' end, gone_at = case when gone.is_gone then public.brain_now() end
from (select c.session_id, c.session_id = any ($1) as is_gone from v2.claude_sessions c where c.session_id = any ($1 || $2)) gone
where c.session_id = gone.session_id and c.status = case when gone.is_gone then 'active' else 'gone' end;
