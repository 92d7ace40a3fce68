-- Which texts end by asking something: what is said next answers them. And search's functions take other arguments now.
alter table brain.search_units add column asks boolean not null default false;
update brain.search_units u set asks = true
from v2.turns t
where u.kind = 'turn' and t.id = u.row_id
  and rtrim(coalesce(nullif(coalesce(t.assistant_response, t.error_note), ''), t.user_message), E' \t\n\r') like '%?';
drop function if exists v2.search_candidates(text, text, bigint[], timestamptz, timestamptz);

-- A piece is found by its headings and its document's title too: when one of them changes, it is indexed anew.
create or replace trigger mark_search_again after update on v2.chunks
  for each row when ((new.heading, new.text, new.status) is distinct from (old.heading, old.text, old.status))
  execute function brain.mark_search('document');
create function brain.mark_chunks() returns trigger
language plpgsql as $$
begin
  delete from brain.search_units u using v2.chunks c where c.document_id = new.id and u.row_id = c.id;
  insert into brain.search_queue (kind, row_id) select 'document', c.id from v2.chunks c where c.document_id = new.id;
  return null;
end $$;
create trigger mark_search_again after update on v2.documents
  for each row when (new.title is distinct from old.title) execute function brain.mark_chunks();
