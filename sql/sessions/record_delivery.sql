-- Notes a delivery from the spool, so that it counts once.
--
-- returns  boolean   whether it was written for the first time
-- called   v2.record_change
create or replace function v2.record_delivery(sid uuid, at timestamptz, delivery uuid) returns boolean
language plpgsql as $$
begin
  insert into brain.replayed (event_id, session_id, happened_at) values (delivery, sid, at)
  on conflict do nothing;
  return found;
end $$;
