-- Ends a run: its row goes, and the audit log keeps what it came to, without a word of what was forgotten.
--
-- takes    $1 uuid   run      $2 jsonb   detail
-- called   ForgetStore.End
with ended as (delete from brain.forget_runs where id = $1)
insert into v2.audit_log as a (id, action, event_key, detail, at)
values ($1, 'knowledge.forgotten', $1::text, $2, public.brain_now())
on conflict (id) do update set detail = a.detail || excluded.detail
