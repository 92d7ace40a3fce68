-- Rules of a person's own about tool calls, and when each was switched on and off. A switch is a row of its own, so that an undo
-- of the session in which it was said takes back the switch and leaves the rule.
create table v2.rules (
  session_id    uuid references v2.sessions (id),                                -- where it was made, or null
  project_path  text,                                                           -- null for every project
  project_key   text check (length(project_key) between 1 and 600),
  action        text not null check (action in ('deny', 'ask', 'remind')),
  tool          text not null check (tool in ('shell', 'edit', 'read', 'fetch', 'any')),
  pattern       text check (length(pattern) between 1 and 300),                  -- shape: Brain.Domain/Rules/CommandPattern.cs
  path          text check (length(path) between 1 and 400),                     -- globs, with | between them
  text          text check (length(text) between 1 and 400),                     -- what must stand in the call
  sentence      text not null check (length(sentence) between 1 and 400),
  by_hand       boolean not null,                                               -- a person wrote it; else it was drafted
  learning_id   uuid,                                                           -- what it was drafted from, or null
  version       integer not null default 1 check (version >= 1),
  -- A rule about nothing would stop everything.
  check (num_nonnulls(pattern, path, text) >= 1),
  check (pattern is null or tool = 'shell')
);
select v2.make_standard('v2.rules', array['active', 'archived']);
create index rules_project_key on v2.rules (project_key);

create function v2.count_rule_version() returns trigger
language plpgsql as $$
begin
  new.version := old.version + 1;
  return new;
end $$;
create trigger c_count_rule_version before update on v2.rules
  for each row when ((new.action, new.tool, new.pattern, new.path, new.text, new.sentence)
    is distinct from (old.action, old.tool, old.pattern, old.path, old.text, old.sentence))
  execute function v2.count_rule_version();
create trigger b_fill_project_key before insert or update of project_path, project_key on v2.rules
  for each row execute function v2.fill_project_key();

create table v2.rule_switches (
  rule_id     uuid not null,
  session_id  uuid references v2.sessions (id),                                  -- where it was said, or null
  turned      text not null check (turned in ('on', 'off'))
);
select v2.make_standard('v2.rule_switches');
create index rule_switches_rule on v2.rule_switches (rule_id, created_at desc);

-- Whoever keeps rules in memory hears that one changed.
create function v2.tell_rules_changed() returns trigger
language plpgsql as $$
begin
  notify brain_rules;
  return null;
end $$;
create trigger tell_rules_changed after insert or update or delete on v2.rules
  for each statement execute function v2.tell_rules_changed();
create trigger tell_rules_changed after insert or update or delete on v2.rule_switches
  for each statement execute function v2.tell_rules_changed();
