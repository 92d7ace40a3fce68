-- Writes the Auditor's decision. takes $1 uuid, $2 jsonb; returns jsonb. called ReviewStore.Write
select v2.classify_turns($1, $2);
