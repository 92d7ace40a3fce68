-- Takes a model's name that the sums of what was used have no more, for it was redacted or forgotten, out of what sessions had used
-- before their request gates told of it. The figures stay.
--
-- takes    sids   sessions, whose sums were counted anew
-- called   v2.recount_stepped, v2.recount_used
create or replace function v2.merge_before_gate(sids uuid[]) returns void
language sql as $$
  with unknown as (
    delete from brain.used_before_gate b
    where b.session_id = any (sids) and b.model is not null
      and not exists (select from brain.used u where u.session_id = b.session_id and u.model = b.model)
    returning b.session_id, b.bucket, b.usd)
  insert into brain.used_before_gate as b (session_id, model, bucket, usd)
  select u.session_id, '', u.bucket, sum(u.usd) from unknown u group by u.session_id, u.bucket
  on conflict (session_id, model, bucket) do update set usd = b.usd + excluded.usd;
$$;
