-- Writes what personas said of turns and what a person thought of it. Said again of the same turn, the newer words take the
-- place of the older, unless a person has rated those.
--
-- takes    change   with the names of Brain.Domain.Personas.PersonasChange
-- called   v2.record_change
create or replace function v2.record_personas(sid uuid, at timestamptz, change jsonb) returns void
language plpgsql as $$
declare
  comments jsonb := change -> 'comments';
begin
  insert into v2.persona_comments as k (persona_id, session_id, turn_id, turn_num, comment, source, metadata)
  select p.id, sid, t.id, t.turn_num, c.comment, 'bot:' || p.name, 
    jsonb_strip_nulls(jsonb_build_object('line', c.line, 'shown', c.line is not null, 'nothing', c.nothing, 'by_defaults', c.by_defaults))
  from jsonb_to_recordset(comments) as c (persona_id uuid, turn_num int, comment text, line text, nothing boolean, by_defaults boolean)
  join v2.turns t on t.session_id = sid and t.turn_num = c.turn_num
  -- Somebody may have deleted a persona in the meantime: the turn is written all the same.
  join v2.personas p on p.id = c.persona_id
  where c.comment is not null
  on conflict (persona_id, session_id, turn_num) do update
  set comment = excluded.comment, metadata = k.metadata - 'nothing' - 'by_defaults' || excluded.metadata
  where k.comment is distinct from excluded.comment and k.metadata ->> 'rated_by' is distinct from 'user';

  update v2.personas p set metadata = p.metadata || '{"muted": true}'
  from jsonb_to_recordset(comments) as c (persona_id uuid, mutes boolean)
  where c.mutes and p.id = c.persona_id and p.metadata -> 'muted' is distinct from 'true';

  update v2.persona_comments k
  set rating = c.rating, rated_at = at, metadata = k.metadata || '{"rated_by": "user", "dismissed": true}'
  from jsonb_to_recordset(comments) as c (persona_id uuid, turn_num int, rating text)
  where c.rating is not null and k.session_id = sid and k.persona_id = c.persona_id and k.turn_num = c.turn_num
    and (k.rating, k.metadata ->> 'rated_by') is distinct from (c.rating, 'user');
end $$;
