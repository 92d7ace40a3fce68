-- Writes the rows of one move of a run: all of them or none. What a break is told by comes with it: a comment and a message.
--
-- takes    change   one Brain.Domain.Pipelines.RunChange, snake_case
-- raises   BR003    the run has other events than the move was decided from, or has ended, or its report was dealt with
-- called   record_moves.sql
create or replace function v2.record_run(change jsonb) returns void
language plpgsql as $$
declare
  run uuid := (change ->> 'run_id')::uuid;
  session uuid := (select s.id from v2.sessions s where s.id = (change ->> 'session_id')::uuid);
  b jsonb := change -> 'begins';
  e jsonb;
  happened uuid;
begin
  if b is not null then
    insert into v2.pipeline_runs (
      id, pipeline_id, session_id, project_path, subject, started_at, status, awaiting, due_at, broken_at, ended_at, events, source)
    values (
      run, (b ->> 'pipeline_id')::uuid, session, b ->> 'project_path', b ->> 'subject', (b ->> 'started_at')::timestamptz, change ->> 'status',
      (change ->> 'awaiting')::int, (change ->> 'due_at')::timestamptz, (change ->> 'broken_at')::timestamptz,
      (change ->> 'ended_at')::timestamptz, jsonb_array_length(change -> 'events'), change ->> 'source');
  else
    update v2.pipeline_runs r
    set status = change ->> 'status', awaiting = (change ->> 'awaiting')::int, due_at = (change ->> 'due_at')::timestamptz,
        broken_at = (change ->> 'broken_at')::timestamptz, ended_at = (change ->> 'ended_at')::timestamptz,
        events = r.events + jsonb_array_length(change -> 'events')
    where r.id = run and r.status = 'open' and r.events = (change ->> 'known')::int;
    if not found then
      raise exception 'Run % is no longer as it was when its move was decided; nothing was written.', run using errcode = 'BR003';
    end if;
  end if;
  for e in select jsonb_array_elements(change -> 'events') loop
    insert into v2.invariant_events (run_id, session_id, place, link, at, due_at, status, source)
    values (run, session, (e ->> 'place')::int, e ->> 'link', (e ->> 'at')::timestamptz, (e ->> 'due_at')::timestamptz, e ->> 'kind', change ->> 'source')
    returning id into happened;
    if e ? 'tell' then
      perform v2.tell_break(happened, e -> 'tell');
    end if;
  end loop;
  if change ? 'report' then
    update brain.link_reports set handled_at = public.brain_now() where id = (change ->> 'report')::bigint and handled_at is null;
    if not found then
      raise exception 'Report % moved another run; nothing was written of run %.', change ->> 'report', run using errcode = 'BR003';
    end if;
  end if;
end $$;
