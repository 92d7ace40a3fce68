-- Keeps what a person named. Said again it has the project that was said last.
--
-- takes    $1 text   the machine     $2 text   folder or list
--          $3 text   the real path   $4 text   the project's folder, or null
-- called   SkillPlaceStore.Name
insert into brain.skill_places (host, kind, path, project_path) values ($1, $2, $3, $4)
on conflict (host, kind, path) do update set project_path = excluded.project_path;
