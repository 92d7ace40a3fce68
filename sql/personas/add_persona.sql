-- Adds a user's persona.
--
-- takes    $1 uuid   id      $2 text   name      $3 text   emoji      $4 text   job
--          $5 text   its SKILL.md                $6 uuid   the session it was made in, or null
--          $7 text   the agent or door it came by
-- raises   23505     another persona has the name, or the id
-- called   PersonaStore.Add
insert into v2.personas (id, name, emoji, job, scope, skill_binding, created_by_session, source)
values ($1, $2, $3, $4, 'every session', $5, (select id from v2.sessions where id = $6), $7);
