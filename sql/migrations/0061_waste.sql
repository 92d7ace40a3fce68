-- What was done for nothing, session by session, as it was found when the session was looked through last. It names rows and holds
-- no text of theirs. No history: it can be found again at any time.
create table brain.waste (
  session_id uuid not null,
  kind       text not null check (kind in ('call', 'read', 'server')),
  row_id     uuid not null,                        -- of v2.tool_calls, or of v2.audit_log where a server connected
  at         timestamptz not null,
  cost_usd   numeric,                              -- null: nobody knows
  primary key (session_id, kind, row_id)
);
create index waste_at on brain.waste (at);
create table brain.waste_counted (
  session_id uuid primary key,
  at         timestamptz not null                  -- what changed before this moment is in it
);
