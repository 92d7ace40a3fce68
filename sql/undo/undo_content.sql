-- A row without what two versions of it may differ in and be the same. takes left_out: column, or column.key. null for null
create or replace function v2.undo_content(r jsonb, left_out text[]) returns jsonb
language plpgsql immutable as $$
declare
  path text;
begin
  -- All columns at once: each removal copies the row.
  r := r - left_out;
  foreach path in array left_out loop
    if strpos(path, '.') > 0 then
      r := r #- string_to_array(path, '.');
    end if;
  end loop;
  return r;
end $$;
