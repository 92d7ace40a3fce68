-- Every row says which agent or door it came by, and the functions that write them are told: those that were not told
-- have other arguments now. And a tool call says of which kind its tool is, for no two agents call their tools alike.
drop function if exists v2.record_session(uuid, timestamptz, jsonb);
drop function if exists v2.record_turn(uuid, timestamptz, jsonb);
drop function if exists v2.record_tool_call(uuid, timestamptz, jsonb);
drop function if exists v2.record_tool_calls(uuid, timestamptz, jsonb);
drop function if exists v2.record_decision(uuid, timestamptz, jsonb);
drop function if exists v2.park_topics(uuid, jsonb);
drop function if exists v2.record_usage(uuid, jsonb);
-- Null in rows of before, which are all Claude Code's: v2.tool_kind tells those by the tool's name.
alter table v2.tool_calls add column tool_kind text check (tool_kind <> '');
select v2.make_standard('v2.tool_calls', array['started', 'interrupted', 'denied', 'errored', 'ok', 'archived']);
