-- What no statement may do to any table, whoever says it: put a row into a past that it had not, change who a row is, write
-- history by hand, end a turn or a session before it began, or keep a moment or a number without end.
update v2.turns set ended_at = started_at where ended_at < started_at;
update v2.sessions set ended_at = started_at where ended_at < started_at;
alter table v2.turns add constraint turns_ended_after_start_check check (ended_at >= started_at);
alter table v2.sessions add constraint sessions_ended_after_start_check check (ended_at >= started_at);

create or replace function v2.set_updated_at() returns trigger
language plpgsql as $$
begin
  if new.id <> old.id then
    raise exception '%.% %: a row keeps its id, for its history is kept by it; nothing was changed.', tg_table_schema, tg_table_name, old.id
      using errcode = 'restrict_violation';
  end if;
  -- A clock that jumps back must not put the new version before the old one.
  new.updated_at := greatest(public.brain_now(), old.valid_from + interval '1 microsecond');
  new.valid_from := new.updated_at;
  new.valid_to := 'infinity';
  new.created_at := old.created_at;
  return new;
end $$;

create function v2.begin_life() returns trigger
language plpgsql as $$
begin
  new.updated_at := public.brain_now();
  new.valid_from := new.updated_at;
  return new;
end $$;

-- The part of v2.make_standard that refuses: calling it again is harmless, and follows columns that were added.
create function v2.guard_standard(name text) returns void
language plpgsql as $guard$
declare
  live regclass := name::regclass;
  plain text := (select relname from pg_class where oid = live);
  finite text;
begin
  select string_agg(
    case when atttypid = 'timestamptz'::regtype then format('isfinite(%I)', attname)
      -- NaN is more than infinity here.
      else format('(%1$I > ''-infinity'' and %1$I < ''infinity'')', attname) end, ' and ' order by attnum)
  into finite
  from pg_attribute
  where attrelid = live and attnum > 0 and not attisdropped and attname <> 'valid_to'
    and atttypid in ('timestamptz'::regtype, 'float4'::regtype, 'float8'::regtype, 'numeric'::regtype);
  execute format('alter table %1$s drop constraint if exists %2$I, add constraint %2$I check (%3$s)', live, plain || '_finite_check', finite);
  execute format('create or replace trigger begin_life before insert on %s
    for each row execute function v2.begin_life()', live);
  -- A trigger of the live table writes it; nobody else does.
  execute format('create or replace trigger refuse_inserting before insert on v2.%I
    for each row when (pg_trigger_depth() = 0) execute function v2.refuse_rewriting()', plain || '_history');
end $guard$;

alter function v2.make_standard(text, text[], boolean) rename to shape_standard;
create function v2.make_standard(name text, statuses text[] default null, content boolean default false) returns void
language sql as $$
  select v2.shape_standard(name, statuses, content);
  select v2.guard_standard(name);
$$;

select v2.guard_standard(format('v2.%I', relname))
from pg_class
where relnamespace = 'v2'::regnamespace and relkind = 'r' and relname not like '%\_history';
