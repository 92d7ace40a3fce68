-- Makes a learning that of another file, where its own is there no more.
--
-- takes    $1 uuid   the learning      $2 jsonb   what the note says of itself, with its origin
-- called   ImportStore.MoveNote
update v2.learnings set metadata = metadata || $2 where id = $1;
