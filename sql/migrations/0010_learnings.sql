-- What was learnt and is worth telling other sessions.
create extension if not exists vector;

create table v2.learnings (
  session_id    uuid references v2.sessions (id),
  persona_id    uuid references v2.personas (id),
  project_path  text,
  text          text not null check (text <> ''),
  kind          text not null default 'fact' check (kind <> ''),
  embedding     vector,
  search        tsvector generated always as (to_tsvector('simple', left(text, 100000))) stored
);
select v2.make_standard('v2.learnings', array['active', 'unreviewed', 'archived', 'superseded'], content => true);
create index learnings_search on v2.learnings using gin (search);
create index learnings_project on v2.learnings (project_path);
