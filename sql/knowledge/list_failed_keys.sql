-- Lists the keys by which failed calls are found, as a cache goes on from a transaction; see list_news.sql.
--
-- takes    $1 text   where to go on from, or null      $2 int   at most so many, the newest
-- returns  next (where to go on from), key
-- called   RecallStore.FailedKeys
select pg_snapshot_xmin(pg_current_snapshot())::text, k.key
from brain.call_keys k
where k.kind in ('error', 'misuse') and k.changed_in >= coalesce($1, '0')::xid8
  -- A transaction of another cluster, from which this one was restored, was read the first time.
  and ($1 is null or k.changed_in < pg_snapshot_xmax(pg_current_snapshot()))
order by k.changed_in desc
limit $2;
