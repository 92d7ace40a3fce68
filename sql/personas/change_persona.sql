-- Renames a persona or moves it to another status. What stays as it is leaves no version.
--
-- takes    $1 uuid   id      $2 text   name, or null      $3 text   status, or null
-- returns  the row's name as it is now; no row when there is no such persona
-- raises   23505     another persona has the name
--          23001     a system persona can't be renamed or archived
-- called   PersonaStore.Change
with changed as (
  update v2.personas set name = coalesce($2, name), status = coalesce($3, status)
  where id = $1 and (name, status) is distinct from (coalesce($2, name), coalesce($3, status))
  returning name)
select coalesce((select name from changed), (select name from v2.personas where id = $1)) as name
where exists (select from v2.personas where id = $1);
