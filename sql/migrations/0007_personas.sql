-- Named characters that watch, comment and answer. System personas are ours: they can change their job's words,
-- and can be neither deleted, archived nor renamed, nor can a user persona be made one of them.
create table v2.personas (
  name                text not null check (name ~ '^\S.{0,38}\S$'),
  emoji               text not null check (length(emoji) between 1 and 16),
  job                 text not null check (length(job) between 1 and 200),
  scope               text,
  tier                text not null default 'user' check (tier in ('system', 'user')),
  skill_binding       text,
  created_by_session  uuid references v2.sessions (id)
);
select v2.make_standard('v2.personas', array['active', 'inactive', 'archived']);
create unique index personas_name on v2.personas (lower(name));

create function v2.protect_system_persona() returns trigger
language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    raise exception 'System persona % can''t be deleted; nothing was changed.', old.name using errcode = 'restrict_violation';
  elsif new.name is distinct from old.name then
    raise exception 'System persona % can''t be renamed to %; nothing was changed.', old.name, new.name
      using errcode = 'restrict_violation';
  elsif new.tier <> 'system' or new.status = 'archived' or new.id <> old.id then
    raise exception 'System persona % can''t be archived or taken out of its tier; nothing was changed.', old.name
      using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger a_protect_system_persona before update or delete on v2.personas
  for each row when (old.tier = 'system') execute function v2.protect_system_persona();

create function v2.refuse_new_system_persona() returns trigger
language plpgsql as $$
begin
  raise exception '% can''t become a system persona: those come with a migration; nothing was changed.', new.name
    using errcode = 'restrict_violation';
end $$;
create trigger a_refuse_promotion before update on v2.personas
  for each row when (old.tier <> 'system' and new.tier = 'system') execute function v2.refuse_new_system_persona();
create trigger a_refuse_new_system before insert on v2.personas
  for each row when (new.tier = 'system' and new.source not like 'migration:%') execute function v2.refuse_new_system_persona();

insert into v2.personas (name, emoji, job, scope, tier, source) values
  ('Session Boss', '🪑', 'keeps purpose, mode and budget, and refuses', 'every session', 'system', 'migration:v2'),
  ('Librarian', '📚', 'keeps the turns, the hand-off and what is queued', 'every session', 'system', 'migration:v2'),
  ('Auditor', '🧾', 'classifies turns, rates comments, turns mistakes into learnings', 'every session', 'system', 'migration:v2'),
  ('Cop', '👮', 'compares what happens with the declared purpose', 'every session', 'system', 'migration:v2'),
  ('Archivist', '🗄️', 'keeps history and takes changes back', 'every session', 'system', 'migration:v2');
