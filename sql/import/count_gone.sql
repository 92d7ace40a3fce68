-- Counts a machine's transcripts that are there no more. takes $1 text host; returns int. called ImportStore.Gone
select count(*)::int from v2.claude_sessions where host = $1 and status = 'gone';
