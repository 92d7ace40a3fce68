-- Which texts end by asking something: what is said next answers them. And search's functions take other arguments now.
alter table brain.search_units add column asks boolean not null default false;
update brain.search_units u set asks = true
from v2.turns t
where u.kind = 'turn' and t.id = u.row_id
  and rtrim(coalesce(nullif(coalesce(t.assistant_response, t.error_note), ''), t.user_message), E' \t\n\r') like '%?';
drop function if exists v2.search_candidates(text, text, bigint[], timestamptz, timestamptz);
