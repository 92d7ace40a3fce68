-- Skills as they lie in folders, with all that they say: what a skill said holds on every machine, and at every time.
create table v2.skills (
  name               text not null check (length(name) between 1 and 64),
  declared_id        text check (length(declared_id) between 1 and 400),
  description        text not null check (length(description) <= 1024),
  version            text check (length(version) between 1 and 64),
  keywords           text[] not null default '{}',
  category           text check (length(category) between 1 and 64),
  inputs             text[] not null default '{}',
  outputs            text[] not null default '{}',
  allowed_tools      text[] not null default '{}',
  trust_level        text not null default 'untested' check (trust_level in ('untested', 'trusted', 'verified', 'critical')),
  cost_estimate      text check (length(cost_estimate) between 1 and 400),
  dependencies       text[] not null default '{}',
  last_tested        timestamptz check (isfinite(last_tested)),
  health             text not null default 'healthy' check (health in ('healthy', 'degraded', 'broken')),
  test               text check (length(test) between 1 and 400),                  -- the shell line that tests it
  by_person_only     boolean not null default false,
  declared           jsonb not null default '{}' check (jsonb_typeof(declared) = 'object'),   -- what its author says of trust and health
  scope              text not null check (scope in ('user', 'project', 'plugin', 'folder')),
  host               text not null check (length(host) between 1 and 400),
  root               text not null check (length(root) between 1 and 4096),         -- the folder that was looked through
  source_path        text not null check (length(source_path) between 1 and 4096),  -- its SKILL.md
  project_path       text,
  project_key        text check (length(project_key) between 1 and 600),
  plugin             text check (length(plugin) between 1 and 400),
  front              text not null,
  body               text not null,
  body_hash          text not null check (body_hash ~ '^[0-9a-f]{64}$'),            -- of the whole folder
  text_hash          text not null check (text_hash ~ '^[0-9a-f]{64}$'),            -- of what follows the front matter
  hashed_at          timestamptz not null default public.brain_now() check (isfinite(hashed_at)),   -- since when the folder is so
  files              integer not null check (files >= 1),
  bytes              bigint not null check (bytes >= 0),
  whole              boolean not null default true,                                 -- all of the folder is in the hash; else nothing vouches for it
  faults             jsonb not null default '[]' check (jsonb_typeof(faults) = 'array'),      -- [{"line", "reason"}]
  verified_version   text,
  verified_hash      text check (verified_hash ~ '^[0-9a-f]{64}$'),
  scan_score         real check (scan_score between 0 and 100),
  scan_findings      jsonb not null default '[]' check (jsonb_typeof(scan_findings) = 'array'),
  scan_capabilities  jsonb not null default '[]' check (jsonb_typeof(scan_capabilities) in ('array', 'object')),
  -- Verified is what was tested, and nothing else.
  constraint skills_verified_check check (trust_level <> 'verified' or verified_hash is not distinct from body_hash)
);
select v2.make_standard('v2.skills', array['active', 'archived']);
create unique index skills_place on v2.skills (host, source_path) where status = 'active';
create index skills_name on v2.skills (lower(name)) where status = 'active';
create trigger b_fill_project_key before insert or update of project_path, project_key on v2.skills
  for each row execute function v2.fill_project_key();

-- What a person named: folders that are looked through for skills, and files that a list of the skills is kept in.
create table brain.skill_places (
  host          text not null check (length(host) between 1 and 400),
  kind          text not null check (kind in ('folder', 'list')),
  path          text not null check (length(path) between 1 and 4096),              -- without links
  project_path  text check (length(project_path) between 1 and 4096),               -- of a list: the project whose skills it has; null for the user's
  named_at      timestamptz not null default public.brain_now(),
  primary key (host, kind, path)
);

-- What they are found by. It is made of the rows and can be made again, so it has no history.
create table brain.skill_terms (
  lexeme    text not null,
  skill_id  uuid not null references v2.skills (id) on delete cascade,
  weight    real not null check (weight between 0 and 1)                          -- how much the skill is about it
);
create index skill_terms_lexeme on brain.skill_terms (lexeme, weight desc, skill_id);
create index skill_terms_skill on brain.skill_terms (skill_id);

create table brain.skill_vectors (
  skill_id  uuid not null references v2.skills (id) on delete cascade,
  model     text not null,
  vector    halfvec not null,
  primary key (skill_id, model)
);
alter table brain.skill_vectors alter vector set storage plain;

create function v2.index_skills(skills uuid[]) returns void
language plpgsql as $$
begin
  return;
end $$;

create function v2.index_new_skills() returns trigger
language plpgsql as $$
begin
  perform v2.index_skills(array(select f.id from fresh f));
  return null;
end $$;
create trigger index_new_skills after insert on v2.skills
  referencing new table as fresh for each statement execute function v2.index_new_skills();

create function v2.index_changed_skill() returns trigger
language plpgsql as $$
begin
  perform v2.index_skills(array[new.id]);
  return null;
end $$;
create trigger index_changed_skill after update on v2.skills
  for each row when ((new.name, new.description, new.keywords, new.category, new.inputs, new.outputs, new.body, new.status)
    is distinct from (old.name, old.description, old.keywords, old.category, old.inputs, old.outputs, old.body, old.status))
  execute function v2.index_changed_skill();
