-- What was made of sessions and done to skills on the way from a draft to others.
create table v2.skill_builds (
  act          text not null check (act in ('draft', 'extract', 'test', 'version', 'share')),
  name         text not null check (length(name) between 1 and 64),
  skill_id     uuid references v2.skills (id),                                    -- null where it is not known as a row yet
  session_id   uuid references v2.sessions (id),                                  -- whose turns it was made of, or null
  run_id       uuid references v2.pipeline_runs (id),                             -- the run that was moved, or null
  place        text not null check (length(place) between 1 and 4096),            -- the file, folder, branch or learning
  version      text check (length(version) between 1 and 64),
  by_model     boolean not null default false,                                    -- its prose is a chat model's
  detail       jsonb not null default '{}' check (jsonb_typeof(detail) = 'object')
);
select v2.make_standard('v2.skill_builds', array['active', 'archived']);
create index skill_builds_name on v2.skill_builds (name, created_at desc);
