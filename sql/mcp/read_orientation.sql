-- Reads what a session would hear of the rest of the brain. takes $1 uuid; returns jsonb. called McpStore.Orientation
select v2.orientation($1);
