-- Lists sessions that changed since a moment, the newest first.
--
-- takes    $1 timestamptz   after this moment      $2 int   at most so many
-- returns  id, when
-- called   DashboardStore.Changed
select id, updated_at from v2.sessions where updated_at > $1 order by updated_at desc limit $2;
