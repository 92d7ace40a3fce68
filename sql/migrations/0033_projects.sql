-- A project is its normalised git remote where there is one, else the real path of its repository or folder. project_path
-- keeps the folder as it was given; project_key says whose it is, and is what is compared.
create table brain.project_folders (
  folder       text primary key check (length(folder) between 1 and 600),        -- v2.folder_key of it
  project_key  text not null check (length(project_key) between 1 and 600),
  known_at     timestamptz not null default public.brain_now()
);
create index project_folders_key on brain.project_folders (project_key);

alter table v2.sessions add column project_key text check (length(project_key) between 1 and 600);
alter table v2.learnings add column project_key text check (length(project_key) between 1 and 600);
alter table v2.pipeline_runs add column project_key text check (length(project_key) between 1 and 600);
alter table brain.link_reports add column project_key text check (length(project_key) between 1 and 600);
select v2.make_standard('v2.sessions');
select v2.make_standard('v2.learnings');
select v2.make_standard('v2.pipeline_runs');

create function v2.folder_key(folder text) returns text
language sql immutable
return case
    when btrim(folder) = '' then null
    when left(folder, 1) <> '/' then left(folder, 600)
    else (
      select left(case when plain ~* '^/mnt/[a-z](/|$)' then lower(plain) else plain end, 600)
      from (select coalesce(nullif(regexp_replace(regexp_replace(folder, '/+(\./+)*', '/', 'g'), '/\.?$', ''), ''), '/')) as one (plain))
  end;

-- What is there is of the folder that it was written in; a silo that finds a repository there moves it. No version of these
-- rows is made, and none changed: nobody said anything new.
alter table v2.sessions disable trigger user;
alter table v2.learnings disable trigger user;
alter table v2.pipeline_runs disable trigger user;
update v2.sessions set project_key = v2.folder_key(project_path) where project_path is not null;
update v2.learnings set project_key = v2.folder_key(project_path) where project_path is not null;
update v2.pipeline_runs set project_key = v2.folder_key(project_path) where project_path is not null;
update brain.link_reports set project_key = v2.folder_key(project_path) where project_path is not null;
alter table v2.sessions enable trigger user;
alter table v2.learnings enable trigger user;
alter table v2.pipeline_runs enable trigger user;

create index sessions_project_key on v2.sessions (project_key, updated_at desc);
create index learnings_project_key on v2.learnings (project_key);
create index pipeline_runs_project_key on v2.pipeline_runs (project_key);

create function v2.fill_project_key() returns trigger
language plpgsql as $$
begin
  return new;
end $$;
create trigger b_fill_project_key before insert or update of project_path, project_key on v2.sessions
  for each row execute function v2.fill_project_key();
create trigger b_fill_project_key before insert or update of project_path, project_key on v2.learnings
  for each row execute function v2.fill_project_key();
create trigger b_fill_project_key before insert or update of project_path, project_key on v2.pipeline_runs
  for each row execute function v2.fill_project_key();
create trigger b_fill_project_key before insert on brain.link_reports
  for each row execute function v2.fill_project_key();

-- A row that is only given to another project has another version, and changed no later than before.
create or replace function v2.set_updated_at() returns trigger
language plpgsql as $$
begin
  if new.id <> old.id then
    raise exception '%.% %: a row keeps its id, for its history is kept by it; nothing was changed.', tg_table_schema, tg_table_name, old.id
      using errcode = 'restrict_violation';
  end if;
  -- A clock that jumps back must not put the new version before the old one.
  new.valid_from := greatest(public.brain_now(), old.valid_from + interval '1 microsecond');
  new.updated_at := case when current_setting('brain.keep_updated_at', true) = 'on' then old.updated_at else new.valid_from end;
  new.valid_to := 'infinity';
  new.created_at := old.created_at;
  return new;
end $$;
drop function if exists v2.orient_pipelines(text);

-- Gateways give tool calls ids that begin again with each turn: of one session, turn and id there is one decision and one report.
alter table v2.decisions drop constraint decisions_session_id_event_event_key_rule_key,
  add constraint decisions_once unique nulls not distinct (session_id, turn_id, event, event_key, rule);
alter table brain.link_reports add column turn_num int;
alter table brain.link_reports drop constraint link_reports_pipeline_id_place_event_key_key,
  add constraint link_reports_once unique nulls not distinct (pipeline_id, place, session_id, turn_num, event_key);

-- Lines of transcripts that were passed over, in part or whole, by why: of each file since its start.
create table brain.passed_lines (
  session_id  uuid not null,
  file        text not null,
  torn        integer not null check (torn >= 0),
  too_long    integer not null check (too_long >= 0),
  odd         integer not null check (odd >= 0),
  noted_at    timestamptz not null default public.brain_now(),
  primary key (session_id, file)
);
create index passed_lines_recent on brain.passed_lines (noted_at);
