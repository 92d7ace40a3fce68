-- Writes the changes of many sessions in one transaction: one round trip and one flush for whatever is waiting.
--
-- takes    changes   in the order they were decided; one session's changes keep their order
-- returns  one row for each change, in that order
-- raises   what v2.record_change raises: then none was written, and the caller writes each alone
-- called   SessionBatchWriter
create or replace function v2.record_changes(changes jsonb[]) returns setof jsonb
language plpgsql as $$
declare
  written bigint[] := v2.record_new_turns(changes);
  place bigint := 0;
  change jsonb;
begin
  foreach change in array changes loop
    place := place + 1;
    if place = any (written) then
      return next '{}'::jsonb;
    else
      return next v2.record_change(change);
    end if;
  end loop;
end $$;
