-- What an undo takes back and what stays, in one place: every table of schema v2 that carries session_id is named here
-- (sql/schema/check_standard.sql holds it to that). A table that is not there yet is passed over.
--
-- returns  name      a table of schema v2
--          whose     the column that leads to the session; null for a table whose rows stay
--          through   the table that this column points to, when it is not the session itself
--          kept      columns, or column.key of a jsonb column, that stay as they are in a row that is put back
--          why       what stays, and why
create or replace function v2.undo_scope() returns table (name text, whose text, through text, kept text[], why text)
language sql immutable as $$ values
  ('sessions', 'id', null, array['status', 'ended_at', 'tokens_total', 'project_path', 'project_key', 'parent_session_id', 'lineage',
    'metadata.process', 'metadata.machine', 'metadata.end_reason', 'metadata.budget_warned', 'metadata.spend_warned'],
    'the row itself, since what stays hangs on it; where and whether the agent runs, and what was used, is so'),
  ('turns', 'session_id', null, array['tokens_in', 'tokens_out'], 'tokens that were used are used'),
  ('tool_calls', 'session_id', null, '{}', null),
  ('persona_comments', 'session_id', null, '{}', null),
  ('drift_events', 'session_id', null, '{}', null),
  ('learnings', 'session_id', null, '{}', null),
  ('rules', 'session_id', null, '{}', null),
  ('rule_switches', 'session_id', null, '{}', null),
  ('broadcasts', 'session_id', null, '{}', null),
  ('broadcast_replies', 'broadcast_id', 'broadcasts', '{}', null),
  ('audit_log', null, null, '{}', 'what happened did happen'),
  ('decisions', null, null, '{}', 'what a hook answered was answered'),
  ('cost_ledger', null, null, '{}', 'money that was spent is spent'),
  ('turn_commits', null, null, '{}', 'a commit that was made is in its repository'),
  ('budgets', null, null, '{}', 'a cap over all sessions is not the session''s to take back: say another'),
  ('pipeline_runs', null, null, '{}', 'an outcome is not the session''s to take back: abandon the run'),
  ('invariant_events', null, null, '{}', 'what was reached was reached'),
  ('claude_sessions', null, null, '{}', 'which file a session was read from is so'),
  ('undos', null, null, '{}', 'what was taken back is known, or it could not be brought back'),
  ('skill_moves', 'session_id', null, '{}', null),
  ('skill_uses', null, null, '{}', 'a skill that was used was used'),
  ('skill_builds', null, null, '{}', 'a file that was written is the person''s'),
  ('forgotten', null, null, '{}', 'what was forgotten for good stays forgotten')
$$;
