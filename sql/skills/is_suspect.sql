-- Whether a scan found an error, which an honest skill has no reason to give.
--
-- takes    findings   v2.skills.scan_findings
-- called   v2.suggestible_skills, list_verified.sql, read_standings.sql
create or replace function v2.is_suspect(findings jsonb) returns boolean
language sql immutable as $$
  select findings @> '[{"severity": "error"}]'
$$;
