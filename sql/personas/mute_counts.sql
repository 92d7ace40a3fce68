-- Counts the ratings that may mute a persona: every one of a person's, and of a machine's one for each different line
-- (numbers apart); none of a line that says that nothing was seen, and none from before the person wanted to hear it again.
--
-- takes    persona   its id
--          newest    at most so many of the newest
-- returns  {"useful": …, "noise": …, "wrong": …, "unrated": 0}
create or replace function v2.mute_counts(persona uuid, newest int) returns jsonb
language sql stable
return (
  with told as (
    select c.id, c.comment, c.rating, coalesce(c.rated_at, c.created_at) as rated_at, c.metadata,
      coalesce(c.metadata ->> 'rated_by', 'user') = 'user' as by_person
    from v2.persona_comments c
    where c.persona_id = persona and c.rating is not null
    order by c.created_at desc, c.id desc limit newest),
  weighed as (
    select distinct on (case when t.by_person then t.id::text else regexp_replace(t.comment, '\d+', '#', 'g') end) t.rating
    from told t
    where t.rated_at > coalesce((select (p.metadata ->> 'heard_since')::timestamptz from v2.personas p where p.id = persona), '-infinity')
      and (t.by_person or (t.metadata -> 'nothing' is distinct from 'true'
        and coalesce(t.metadata ->> 'rated_why', '') not like 'it said for the %th time that it saw nothing'))
    order by case when t.by_person then t.id::text else regexp_replace(t.comment, '\d+', '#', 'g') end, t.rated_at desc)
  select jsonb_build_object(
    'useful', count(*) filter (where w.rating = 'useful'), 'noise', count(*) filter (where w.rating = 'noise'),
    'wrong', count(*) filter (where w.rating = 'wrong'), 'unrated', 0)
  from weighed w);
