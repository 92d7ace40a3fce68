-- Counts a persona's newest ratings, and of its newest comments those without one. Looks at no more than it counts,
-- however many comments there are.
--
-- takes    persona   its id
--          newest    at most so many of each
-- returns  {"useful": …, "noise": …, "wrong": …, "unrated": …}
create or replace function v2.rating_counts(persona uuid, newest int) returns jsonb
language sql stable
return (
  select jsonb_build_object(
    'useful', count(*) filter (where r.rating = 'useful'), 'noise', count(*) filter (where r.rating = 'noise'),
    'wrong', count(*) filter (where r.rating = 'wrong'),
    'unrated', (
      select count(*) filter (where c.rating is null)
      from (
        select rating from v2.persona_comments where persona_id = persona order by created_at desc, id desc limit newest) c))
  from (
    select rating from v2.persona_comments
    where persona_id = persona and rating is not null order by created_at desc, id desc limit newest) r);
