-- Ids of requests are compared byte by byte: by the rules of a language it takes twice as long to find their places in an index,
-- and nobody sorts by them.
alter table v2.cost_ledger
  alter column request_key type text collate "C",
  alter column message_id type text collate "C",
  alter column token_kind type text collate "C";

-- It takes what was used by columns now (sql/import/import_sessions.sql).
drop function if exists v2.import_sessions(jsonb[]);
