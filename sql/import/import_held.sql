-- Writes what files tell of one session whose grain waits meanwhile. takes $1 jsonb; returns jsonb. called ImportStore.WriteHeld
select v2.import_session($1, held => true);
