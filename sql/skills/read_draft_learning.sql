-- Reads one learning that a skill is made of; one that nobody looked at, or that was refused, is none.
--
-- takes    $1 text   its id, or how that begins: 4 characters or more
-- returns  id, text, project_path: at most two rows, for a word that means several
-- called   SkillBuildStore.Learning
select l.id, l.text, l.project_path
from v2.learnings l
where l.status = 'active' and l.id::text like lower($1) || '%' and length($1) >= 4 and $1 ~* '^[0-9a-f-]+$'
limit 2;
