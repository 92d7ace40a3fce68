-- Each call over MCP asks which live session an agent's process works in: a look into an index, however many are live.
create index sessions_process on v2.sessions ((metadata ->> 'process')) where status = 'active' and metadata ? 'process';
