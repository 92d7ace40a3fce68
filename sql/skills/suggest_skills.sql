-- Works out which skills fit what sessions on each project are about, beforehand, for each machine on which some ran: by the
-- purposes of the last ones. Only skills that are trusted and lie there are suggested, and of a project's own only to that project.
--
-- returns  for how many projects and machines
-- called   write_suggestions.sql
create or replace function v2.suggest_skills() returns int
language plpgsql as $$
declare
  project record;
  done int := 0;
begin
  delete from brain.skill_suggestions g where g.made_at < public.brain_now() - interval '30 days';
  for project in
    with lately as (
      select n.project_key, left(n.purpose, 400) as purpose, n.updated_at, v2.session_host(n.metadata) as host,
        row_number() over (partition by n.project_key order by n.updated_at desc) as place
      from v2.sessions n
      where n.purpose is not null and n.project_key is not null and n.updated_at > public.brain_now() - interval '7 days')
    select s.project_key as key, m.host, string_agg(s.purpose, ' ' order by s.updated_at desc) as words
    from lately s join (select distinct l.project_key, l.host from lately l where l.host is not null) m on m.project_key = s.project_key
    left join brain.skill_suggestions g on g.project_key = s.project_key and g.host = m.host
    where s.place <= 5
    group by s.project_key, m.host, g.made_at
    having g.made_at is null or g.made_at < max(s.updated_at) and g.made_at < public.brain_now() - interval '5 minutes'
    order by max(s.updated_at) desc limit 20
  loop
    -- Of those that may be told: what is not suggested takes no place of what is.
    insert into brain.skill_suggestions as g (project_key, host, skills)
    select project.key, project.host, coalesce(array_agg(r.id order by r.score desc), '{}')
    from v2.semantic_search_skills(project.words, 3, among => array(select f.id from v2.suggestible_skills(project.key, project.host) f)) r
    on conflict (project_key, host) do update set skills = excluded.skills, made_at = public.brain_now();
    done := done + 1;
  end loop;
  return done;
end $$;
