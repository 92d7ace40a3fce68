-- What a capability leaves of a decision is written by one function of its own: record_personas and record_pipelines are
-- what these were.
drop function if exists v2.record_comments(uuid, timestamptz, jsonb);
drop function if exists v2.report_links(uuid, timestamptz, jsonb);
