-- Lists where the sessions that changed since a moment keep their transcripts, the most recently changed first.
--
-- takes    $1 timestamptz   the moment
--          $2 int           at most so many
-- called   SessionStore.Transcripts
select id, source, metadata ->> 'transcript_path'
from v2.sessions
where updated_at >= $1 and metadata ->> 'transcript_path' is not null
order by updated_at desc
limit $2;
