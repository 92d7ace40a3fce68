-- Whom a model request was made for, where the agent's transcript says so: null is "nobody said".
alter table v2.cost_ledger
  add column skill text check (length(skill) between 1 and 400),                  -- or a command; a plugin's as plugin:name
  add column agent text check (length(agent) between 1 and 400),                  -- the kind of sub-agent
  add column plugin text check (length(plugin) between 1 and 400),
  add column mcp_server text check (length(mcp_server) between 1 and 400);        -- the request goes on from an answer of it
select v2.make_standard('v2.cost_ledger');

-- They take these by columns too now (sql/import/import_requests.sql).
drop function if exists v2.import_sessions(jsonb[], text[], int[], boolean[], text[], text[], boolean[], text[], text[], timestamptz[],
  uuid[], text[], text[], text[]);
drop function if exists v2.import_requests(uuid[], text[], text[], int[], boolean[], text[], text[], boolean[], text[], text[], timestamptz[],
  uuid[], text[], text[], text[]);
