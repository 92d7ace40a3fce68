-- Counts anew in how many texts each piece of a model's vocabulary is, when a tenth was embedded since.
--
-- takes    name   the model    always   however little was embedded
-- returns  whether it counted
-- called   count_word_pieces.sql
create or replace function v2.count_pieces(name text, always boolean default false) returns boolean
language plpgsql as $$
declare
  due boolean;
begin
  select c.embedded > 0 and (always or c.embedded > greatest(20, c.rows / 10)) into due
  from brain.search_counts c for update skip locked;
  if due is not true then
    return false;
  end if;
  delete from brain.search_pieces where model = name;
  insert into brain.search_pieces (model, piece, rows)
  select name, p.piece, count(distinct p.unit_id)
  from (
    select t.unit_id, (get_byte(t.pieces, 2 * n) + 256 * get_byte(t.pieces, 2 * n + 1))::smallint as piece
    from brain.search_tokens t cross join lateral generate_series(0, length(t.pieces) / 2 - 1) n
    where t.model = name) p
  group by p.piece;
  update brain.search_counts set embedded = 0;
  return true;
end $$;
