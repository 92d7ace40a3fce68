-- Makes a learning that of another file, where its own is there no more or says something else.
--
-- takes    $1 uuid   the learning      $2 jsonb   what the note says of itself, with its origin
-- called   ImportStore.MoveNote
update v2.learnings set metadata = (metadata || $2) #- array['copies', $2 ->> 'origin'] where id = $1;
