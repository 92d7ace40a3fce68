-- Soft outcome chains: what must come after what and within which time, the runs of each, and what happened to their links.
--
-- A definition is never changed: another version takes its place, and a run keeps the version that it began with.
-- One that can't be read would take every session's view of pipelines with it, so what can't be is said here too.
create function v2.is_definition(d jsonb) returns boolean
language sql immutable as $$
  select coalesce(
    case when jsonb_typeof(d -> 'links') = 'array' then jsonb_array_length(d -> 'links') between 1 and 32 end
    and not d @? '$.links[*] ? (!exists(@.name ? (@ like_regex "^[a-z0-9][a-z0-9 _-]{0,39}$")))'
    and not d @? '$.links[*].within_s ? (@.type() != "null" && (@.type() != "number" || @ < 1 || @ > 315360000 || @.floor() != @))'
    and not d @? '$.links[*] ? (exists(@.advance) && @.advance.type() != "array")'
    and not d @? '$.links[*].advance[*] ? (@.type() != "object")'
    and (not d ? 'order' or d ->> 'order' in ('any', 'implied', 'strict')), false)
$$;

create table v2.pipelines (
  name         text not null check (name ~ '^[a-z][a-z0-9_-]{0,39}$'),
  version      integer not null check (version >= 1),
  description  text check (length(description) between 1 and 200),
  persona_id   uuid not null references v2.personas (id),          -- who is told when a link is late
  body         text not null check (length(body) between 1 and 65536),   -- as its author wrote it, YAML
  -- shape: Brain.Domain/Pipelines/Definition.cs
  definition   jsonb not null check (v2.is_definition(definition)),
  unique (name, version)
);
select v2.make_standard('v2.pipelines', array['active', 'superseded', 'archived']);
create unique index pipelines_active on v2.pipelines (name) where status = 'active';

create function v2.refuse_redefining() returns trigger
language plpgsql as $$
begin
  raise exception 'Pipeline % version % is what its runs began with and never changes; nothing was changed. Define another version.', old.name, old.version
    using errcode = 'restrict_violation';
end $$;
create trigger a_refuse_redefining before update on v2.pipelines
  for each row when ((new.name, new.version, new.description, new.persona_id, new.body, new.definition)
    is distinct from (old.name, old.version, old.description, old.persona_id, old.body, old.definition))
  execute function v2.refuse_redefining();

create table v2.pipeline_runs (
  pipeline_id   uuid not null references v2.pipelines (id),
  session_id    uuid references v2.sessions (id),                  -- where it was started, or null
  project_path  text check (length(project_path) between 1 and 600),   -- whose events may move it; null for every project's
  subject       text check (length(subject) between 1 and 200),    -- what this run is about
  started_at    timestamptz not null,
  ended_at      timestamptz,
  awaiting      integer check (awaiting between 1 and 32),         -- 1-based place of the link that is next
  due_at        timestamptz,                                       -- when that link is late; null when it may take its time
  broken_at     timestamptz,                                       -- since when it is late, once that was told
  events        integer not null default 0 check (events >= 0)     -- rows of v2.invariant_events that it was decided from
);
select v2.make_standard('v2.pipeline_runs', array['open', 'done', 'abandoned']);
alter table v2.pipeline_runs
  add constraint pipeline_runs_over_check check ((status in ('done', 'abandoned')) = (ended_at is not null) and (status in ('done', 'abandoned')) = (awaiting is null)),
  add constraint pipeline_runs_due_check check (status not in ('done', 'abandoned') or due_at is null and broken_at is null),
  -- A break is told once: from then on nothing of this link is due.
  add constraint pipeline_runs_broken_check check (due_at is null or broken_at is null),
  add constraint pipeline_runs_late_check check (coalesce(due_at, broken_at) >= started_at),
  add constraint pipeline_runs_ended_check check (ended_at >= started_at);
create index pipeline_runs_due on v2.pipeline_runs (due_at) where due_at is not null;
create index pipeline_runs_broken on v2.pipeline_runs (broken_at) where broken_at is not null;
create index pipeline_runs_open on v2.pipeline_runs (pipeline_id, project_path) where status = 'open';
create index pipeline_runs_recent on v2.pipeline_runs (started_at);

create function v2.refuse_wrong_run() returns trigger
language plpgsql as $$
begin
  if tg_op = 'UPDATE' and (new.pipeline_id, new.started_at) is distinct from (old.pipeline_id, old.started_at) then
    raise exception 'Run % keeps the version and the moment that it began with; nothing was changed.', old.id using errcode = 'restrict_violation';
  elsif tg_op = 'UPDATE' and old.status <> 'open' and new.status <> old.status then
    raise exception 'Run % is %: it is over, and no run begins again; nothing was changed.', old.id, old.status using errcode = 'restrict_violation';
  elsif new.awaiting > (select jsonb_array_length(p.definition -> 'links') from v2.pipelines p where p.id = new.pipeline_id) then
    raise exception 'Run % has no link %; nothing was changed.', new.id, new.awaiting using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger a_refuse_wrong_run before insert or update on v2.pipeline_runs
  for each row execute function v2.refuse_wrong_run();

create table v2.invariant_events (
  run_id      uuid not null references v2.pipeline_runs (id),
  session_id  uuid references v2.sessions (id),                    -- who brought it, or null
  place       integer not null check (place between 1 and 32),
  link        text not null check (length(link) between 1 and 40),
  at          timestamptz not null,                                -- when it happened; created_at is when the brain heard of it
  due_at      timestamptz                                          -- when the link was due, or null
);
select v2.make_standard('v2.invariant_events', array['reached', 'broken', 'healed', 'skipped', 'early']);
-- A link reached twice is one link, and a break is told once.
alter table v2.invariant_events add constraint invariant_events_once unique (run_id, place, status);
create index invariant_events_recent on v2.invariant_events (created_at);

create function v2.refuse_wrong_event() returns trigger
language plpgsql as $$
declare
  began timestamptz;
  named text;
begin
  if tg_op <> 'INSERT' then
    raise exception 'Event % of run % happened: it is never changed or deleted; nothing was changed.', old.status, old.run_id
      using errcode = 'restrict_violation';
  end if;
  select r.started_at, p.definition #>> array['links', (new.place - 1)::text, 'name'] into began, named
  from v2.pipeline_runs r join v2.pipelines p on p.id = r.pipeline_id
  where r.id = new.run_id;
  if found and new.link is distinct from named then
    raise exception 'Link % of run % is no %; nothing was changed.', new.place, new.run_id, new.link using errcode = 'restrict_violation';
  elsif new.at < began then
    raise exception 'Run % began %, and nothing of it happened before; nothing was changed.', new.run_id, began using errcode = 'restrict_violation';
  elsif new.status = 'healed' and not (select count(*) = 2 from v2.invariant_events e
    where e.run_id = new.run_id and e.place = new.place and e.status in ('broken', 'reached')) then
    raise exception 'Link % of run % can''t heal: it heals when it was late and is reached; nothing was changed.', new.link, new.run_id
      using errcode = 'restrict_violation';
  elsif new.status = 'broken' and exists (select from v2.invariant_events e
    where e.run_id = new.run_id and e.place = new.place and e.status in ('reached', 'skipped')) then
    raise exception 'Link % of run % can''t break: it was reached or skipped; nothing was changed.', new.link, new.run_id
      using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger a_refuse_wrong_event before insert or update or delete on v2.invariant_events
  for each row execute function v2.refuse_wrong_event();

-- What goes out to people's ntfy: written with the break that it tells of, sent later, and sent again until it is there.
create table v2.notifications (
  event_id    uuid not null unique references v2.invariant_events (id),
  topic       text check (topic ~ '^[-_A-Za-z0-9]{1,64}$'),         -- null for the one of brain.json when it is sent
  title       text not null check (length(title) between 1 and 250),
  message     text not null check (length(message) between 1 and 1000),
  priority    integer not null default 3 check (priority between 1 and 5),
  tags        text[] not null default '{}' check (cardinality(tags) <= 10 and array_position(tags, null) is null),
  click       text check (length(click) between 1 and 1000),
  attempts    integer not null default 0 check (attempts >= 0),
  next_at     timestamptz not null default public.brain_now(),     -- when it is tried, or tried again
  tried_at    timestamptz,                                         -- its first try: a server is asked for messages since then
  sent_at     timestamptz,
  remote_id   text,                                                -- what the server calls it
  error       text,                                                -- why the last try failed
  told_at     timestamptz                                          -- when a person was told of that
);
select v2.make_standard('v2.notifications', array['pending', 'sent', 'failed']);
alter table v2.notifications add constraint notifications_sent_check check ((status = 'sent') = (sent_at is not null));
create function v2.refuse_unsending() returns trigger
language plpgsql as $$
begin
  raise exception 'Notification % is at the server and is never sent twice; nothing was changed.', old.id using errcode = 'restrict_violation';
end $$;
create trigger a_refuse_unsending before update on v2.notifications
  for each row when (old.status = 'sent' and new.status <> 'sent')
  execute function v2.refuse_unsending();
create index notifications_due on v2.notifications (next_at) where status = 'pending';
create index notifications_untold on v2.notifications (id) where status <> 'sent' and error is not null and told_at is null;

-- What hooks saw that may move a run.
create table brain.link_reports (
  id            bigint generated always as identity primary key,
  pipeline_id   uuid not null references v2.pipelines (id),
  place         integer not null,
  event_key     text not null,                                     -- the tool call: reported twice it is one report
  session_id    uuid,
  project_path  text,
  subject       text,
  happened_at   timestamptz not null,
  handled_at    timestamptz,                                       -- when it was dealt with; kept for a day, so that it counts once
  unique (pipeline_id, place, event_key)
);
create index link_reports_waiting on brain.link_reports (id) where handled_at is null;
create index link_reports_handled on brain.link_reports (handled_at) where handled_at is not null;

-- What a persona says of a break belongs to no turn.
alter table v2.persona_comments
  add column event_id uuid unique references v2.invariant_events (id),
  alter column session_id drop not null,
  alter column turn_num drop not null,
  add constraint persona_comments_about_check check (
    num_nonnulls(session_id, turn_num) = case when event_id is null then 2 else 0 end and num_nulls(event_id, turn_id) >= 1);
select v2.make_standard('v2.persona_comments', content => true);

-- Whoever keeps pipelines in memory hears that one changed.
create function v2.tell_pipelines_changed() returns trigger
language plpgsql as $$
begin
  notify brain_pipelines;
  return null;
end $$;
create trigger tell_pipelines_changed after insert or update or delete on v2.pipelines
  for each statement execute function v2.tell_pipelines_changed();
create trigger tell_pipelines_changed after insert or update or delete on v2.pipeline_runs
  for each statement execute function v2.tell_pipelines_changed();
-- Only what could not be sent is kept in memory. Transactions that notify are committed one after the other, and most messages go out at once.
create trigger tell_pipelines_changed after update on v2.notifications
  for each row when (old.error is not null or new.error is not null) execute function v2.tell_pipelines_changed();
create function v2.tell_notification() returns trigger
language plpgsql as $$
begin
  notify brain_notifications;
  return null;
end $$;
create trigger tell_notification after insert on v2.notifications
  for each statement execute function v2.tell_notification();
create function v2.tell_report() returns trigger
language plpgsql as $$
begin
  notify brain_reports;
  return null;
end $$;
create trigger tell_report after insert on brain.link_reports
  for each statement execute function v2.tell_report();

insert into v2.pipelines (name, version, description, persona_id, body, definition, source)
select chain.name, 1, chain.description, p.id, chain.body, chain.definition, 'migration:v2'
from (
  select 'groceries' as name, 'from a need to a meal' as description, 'Librarian' as tell,
    'name: groceries
description: from a need to a meal
tell: Librarian
links:
  - name: need
  - name: captured
    within: 1h
  - name: bought
    within: 2d
  - name: dispatched
    within: 4h
  - name: eaten
    within: 5d
' as body,
    '{"order": "any", "links": [{"name": "need"}, {"name": "captured", "within_s": 3600}, {"name": "bought", "within_s": 172800}, {"name": "dispatched", "within_s": 14400}, {"name": "eaten", "within_s": 432000}]}'::jsonb as definition
  union all
  select 'research', 'from a question to what is kept of its answer', 'Librarian',
    'name: research
description: from a question to what is kept of its answer
tell: Librarian
links:
  - name: question
  - name: queried
    within: 1h
  - name: answered
    within: 1d
  - name: extracted
    within: 2d
  - name: stored
    within: 1d
',
    '{"order": "any", "links": [{"name": "question"}, {"name": "queried", "within_s": 3600}, {"name": "answered", "within_s": 86400}, {"name": "extracted", "within_s": 172800}, {"name": "stored", "within_s": 86400}]}'::jsonb
  union all
  select 'email', 'from a mail to a decision', 'Librarian',
    'name: email
description: from a mail to a decision
tell: Librarian
links:
  - name: arrived
  - name: triaged
    within: 4h
  - name: digest
    within: 1d
  - name: delivered
    within: 12h
  - name: decided
    within: 2d
',
    '{"order": "any", "links": [{"name": "arrived"}, {"name": "triaged", "within_s": 14400}, {"name": "digest", "within_s": 86400}, {"name": "delivered", "within_s": 43200}, {"name": "decided", "within_s": 172800}]}'::jsonb
  union all
  select 'workbench', 'from data to what is done about it', 'Auditor',
    'name: workbench
description: from data to what is done about it
tell: Auditor
links:
  - name: data
  - name: cleaned
    within: 1d
  - name: analysed
    within: 2d
  - name: reported
    within: 2d
  - name: acted on
    within: 7d
',
    '{"order": "any", "links": [{"name": "data"}, {"name": "cleaned", "within_s": 86400}, {"name": "analysed", "within_s": 172800}, {"name": "reported", "within_s": 172800}, {"name": "acted on", "within_s": 604800}]}'::jsonb
  union all
  select 'skill', 'from a draft to a skill that others use', 'Auditor',
    'name: skill
description: from a draft to a skill that others use
tell: Auditor
links:
  - name: draft
  - name: extracted
    within: 1d
  - name: tested
    within: 2d
  - name: versioned
    within: 1d
  - name: shared
    within: 7d
',
    '{"order": "any", "links": [{"name": "draft"}, {"name": "extracted", "within_s": 86400}, {"name": "tested", "within_s": 172800}, {"name": "versioned", "within_s": 86400}, {"name": "shared", "within_s": 604800}]}'::jsonb) chain
join v2.personas p on p.name = chain.tell and p.tier = 'system';
