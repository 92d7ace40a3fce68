-- Lists the transcripts that a machine's sessions were read from. takes $1 text host. called ImportStore.Transcripts
select session_id, path, status = 'gone' as is_gone from v2.claude_sessions where host = $1 and status in ('active', 'gone');
