-- Notes that a file says the same as another, whose learning it is: should that one change, the learning is this one's.
-- It is a copy of no other any more.
--
-- takes    $1 uuid   the learning      $2 jsonb   what the note of the copy says of itself, with its origin
-- called   ImportStore.KeepCopy
with others as (
  update v2.learnings l
  set metadata = l.metadata #- array['copies', $2 ->> 'origin']
  where l.id <> $1 and l.metadata ? 'origin' and l.metadata -> 'copies' ? ($2 ->> 'origin'))
update v2.learnings l
set metadata = jsonb_set(l.metadata, '{copies}', coalesce(l.metadata -> 'copies', '{}') || jsonb_build_object($2 ->> 'origin', $2))
where l.id = $1 and l.metadata ? 'origin' and l.metadata -> 'copies' -> ($2 ->> 'origin') is distinct from $2;
