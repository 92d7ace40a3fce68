-- What hooks call the machine of a session, and what skills call it: skills of another machine are not there where it runs.
create table brain.skill_machines (
  machine  text primary key check (length(machine) between 1 and 400),            -- as v2.sessions.metadata has it: one boot, one container
  host     text not null check (length(host) between 1 and 400)                   -- as v2.skills has it
);

-- What is suggested is worked out for each machine; it is made anew within half a minute.
delete from brain.skill_suggestions;
alter table brain.skill_suggestions add column host text not null check (length(host) between 1 and 400),
  drop constraint skill_suggestions_pkey, add primary key (project_key, host);

-- Both ask for the machine too.
drop function if exists v2.orient_skills(text);
drop function if exists v2.suggestible_skills(text);
