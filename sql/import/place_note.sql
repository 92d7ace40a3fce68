-- Gives a note its project, now that somebody knows it. takes $1 uuid learning, $2 text project. called ImportStore.PlaceNote
update v2.learnings set project_path = $2 where id = $1 and project_path is null;
