-- Lists how far this machine's files were read.
--
-- takes    $1 text     host
--          $2 text[]   these files and those of the folders named like them, a session's agents; null for all
-- called   ImportStore.Places
select path, agent, kind, inode, head, bytes, place, lines, skipped
from brain.import_files
where host = $1
  and ($2::text[] is null or path = any ($2)
    or exists (select from unnest($2) named where starts_with(path, regexp_replace(named, '\.jsonl$', '') || '/')));
