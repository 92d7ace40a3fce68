-- Keeps what the files of learnings hold: of two that looked since the same moment what the first one saw, and nothing
-- over what was seen since a later one.
--
-- takes    $1 uuid[]   learnings      $2 timestamptz[]   since when each is as it was looked at
--          $3 text[]   a line for each file that did not change since then
-- called   LearningFilesStore.Keep
insert into brain.learning_files as f (learning_id, since, files)
select s.id, s.since, string_to_array(s.files, chr(10))
from unnest($1::uuid[], $2::timestamptz[], $3::text[]) as s (id, since, files)
where exists (select from v2.learnings l where l.id = s.id)
on conflict (learning_id) do update set since = excluded.since, files = excluded.files
where f.since < excluded.since;
