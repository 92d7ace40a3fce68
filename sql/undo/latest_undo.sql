-- Finds the undo of a session that a redo takes back: the newest that stands. takes $1 uuid; no row when there is none. called UndoStore.Latest
select id from v2.undos where session_id = $1 and direction = 'undo' and status = 'done' order by at desc, created_at desc limit 1;
