-- Adds up anew what sessions had used before their request gates told of it, where that was kept.
--
-- takes    sids   sessions
-- called   v2.recount_stepped, v2.recount_used
create or replace function v2.recount_before_gate(sids uuid[]) returns void
language plpgsql as $$
declare
  known uuid[] := array(select distinct b.session_id from brain.used_before_gate b where b.session_id = any (sids));
begin
  delete from brain.used_before_gate b where b.session_id = any (known);
  perform v2.go_on_from_ledger(k) from unnest(known) k;
end $$;
