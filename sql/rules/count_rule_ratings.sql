-- Counts what people said of a rule's hits since it was switched on last: so that one that is switched on again begins anew.
--
-- takes    which  its id      since   when it was switched, or null for ever
create or replace function v2.count_rule_ratings(which uuid, since timestamptz, out useful int, out noise int, out wrong int)
language sql stable as $$
  select (count(*) filter (where d.rating = 'useful'))::int, (count(*) filter (where d.rating = 'noise'))::int,
    (count(*) filter (where d.rating = 'wrong'))::int
  from v2.decisions d
  where d.rule_id = which and d.rating is not null and d.rated_at > coalesce(since, '-infinity')
$$;
