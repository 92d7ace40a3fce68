-- Commits what is waiting. takes $1 jsonb[]; returns one jsonb for each, in order. called SessionBatchWriter
select * from v2.record_changes($1);
