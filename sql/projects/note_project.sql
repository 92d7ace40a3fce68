-- Keeps which project a folder is of.
--
-- takes    $1 text   the folder      $2 text   its project's key
-- called   ProjectStore.Know
select v2.know_project($1, $2);
