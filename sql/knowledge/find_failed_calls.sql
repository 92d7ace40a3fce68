-- Finds calls of a project's other sessions that failed in a way that is asked about, with what worked after each.
--
-- takes    $1 text          the project's key
--          $2 uuid          a session whose calls are left out, or null
--          $3 text[]        kinds of keys      $4 bigint[]  the keys
--          $5 timestamptz   only calls before it
--          $6 int           at most so many
-- returns  kind, key, id, session_id, at, target, error, fix_id, fix_target, edited, worked_since: v2.failed_calls
-- called   RecallStore.Find
select * from v2.failed_calls($1, $2, $3, $4, $5, $6);
