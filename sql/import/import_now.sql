-- Writes what files tell of sessions that no hook told of. takes $1 jsonb[]; returns one jsonb for each. called ImportStore.Write
select * from v2.import_sessions($1);
