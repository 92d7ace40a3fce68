-- Tries what the commit of a hook needs, in a transaction that its caller rolls back: a row that is written, the lock of
-- each table that hooks write to, and room on the disk for the longest text of a turn, which goes into a temporary file
-- that is gone with the statement. What cannot be raises what a hook's commit would.
--
-- takes    $1 uuid   an id that no delivery has
-- returns  int       the kilobytes that there was room for
-- raises   55P03     somebody holds a table
--          25006     it takes no writes
--          53100     no room
-- called   DatabaseProbe.Try
with room as materialized (select repeat('x', 8000) as text from generate_series(1, 33)),
  sessions as (delete from v2.sessions where false),
  sessions_history as (delete from v2.sessions_history where false),
  turns as (delete from v2.turns where false),
  turns_history as (delete from v2.turns_history where false),
  tool_calls as (delete from v2.tool_calls where false),
  tool_calls_history as (delete from v2.tool_calls_history where false),
  decisions as (delete from v2.decisions where false),
  persona_comments as (delete from v2.persona_comments where false),
  persona_comments_history as (delete from v2.persona_comments_history where false),
  personas as (delete from v2.personas where false),
  personas_history as (delete from v2.personas_history where false),
  drift_events as (delete from v2.drift_events where false),
  cost_ledger as (delete from v2.cost_ledger where false),
  cost_ledger_history as (delete from v2.cost_ledger_history where false),
  used as (delete from brain.used where false),
  used_before_gate as (delete from brain.used_before_gate where false),
  budgets as (delete from v2.budgets where false),
  budgets_history as (delete from v2.budgets_history where false),
  turn_commits as (delete from v2.turn_commits where false),
  audit_log as (delete from v2.audit_log where false),
  learnings as (delete from v2.learnings where false),
  learnings_history as (delete from v2.learnings_history where false),
  pipeline_runs as (delete from v2.pipeline_runs where false),
  pipeline_runs_history as (delete from v2.pipeline_runs_history where false),
  project_folders as (delete from brain.project_folders where false),
  notifications as (delete from v2.notifications where false),
  notifications_history as (delete from v2.notifications_history where false),
  drift_levels as (delete from brain.drift_levels where false),
  link_reports as (delete from brain.link_reports where false),
  heard_facts as (delete from brain.heard_facts where false),
  skills as (delete from v2.skills where false),
  skills_history as (delete from v2.skills_history where false),
  rules as (delete from v2.rules where false),
  rules_history as (delete from v2.rules_history where false),
  written as (insert into brain.replayed (event_id, session_id, happened_at) values ($1, $1, '-infinity') returning 1)
select (sum(length(text)) / 1000)::int from room, written;
