-- What every table of schema v2 has in common, said once.
--
-- v2.make_standard('v2.name', statuses, content) gives a table
--   the six universal columns   id, created_at, updated_at, status, source, metadata
--   its life                    valid_from, valid_to, kept by trigger
--   its history                 v2.name_history, filled on update and delete; never edited, never emptied
--   its past                    v2.name_as_of(ts): the table as it was at ts
--   its worth (content = true)  confidence 0..1 (machine), importance 1..5 (human)
-- Calling it again is harmless: after a column was added or retyped, its history follows; statuses that are named
-- take the place of those before.
create function v2.set_updated_at() returns trigger
language plpgsql as $$
begin
  -- A clock that jumps back must not put the new version before the old one.
  new.updated_at := greatest(public.brain_now(), old.valid_from + interval '1 microsecond');
  new.valid_from := new.updated_at;
  new.valid_to := 'infinity';
  new.created_at := old.created_at;
  return new;
end $$;

create function v2.refuse_rewriting() returns trigger
language plpgsql as $$
begin
  raise exception '% on %.%: history is never rewritten; nothing was changed.', tg_op, tg_table_schema, tg_table_name
    using errcode = 'restrict_violation', hint = 'Change the live row instead: its old version is kept by itself.';
end $$;

create function v2.make_standard(
  name text,
  statuses text[] default null,
  content boolean default false)
returns void
language plpgsql as $make$
declare
  live regclass := name::regclass;
  plain text := (select relname from pg_class where oid = live);
  past text := plain || '_history';
  columns text;
  olds text;
  added record;
begin
  if (select relnamespace::regnamespace::text from pg_class where oid = live) <> 'v2' then
    raise exception '% is not in schema v2: only tables of v2 are made standard; nothing was changed.', name;
  elsif length(plain) > 48 then
    raise exception '% has % characters, and a standard table may have 48: its history is named after it.', plain, length(plain);
  end if;

  execute format($sql$
    alter table %1$s
      add column if not exists id uuid not null default gen_random_uuid() primary key,
      add column if not exists created_at timestamptz not null default public.brain_now(),
      add column if not exists updated_at timestamptz not null default public.brain_now(),
      add column if not exists status text not null default %2$L
        constraint %3$I check (status = any (%4$L::text[])),
      add column if not exists source text not null default 'manual' check (source <> ''),
      add column if not exists metadata jsonb not null default '{}' check (jsonb_typeof(metadata) = 'object'),
      add column if not exists valid_from timestamptz not null default public.brain_now(),
      add column if not exists valid_to timestamptz not null default 'infinity' check (valid_to = 'infinity')
    $sql$, live, coalesce(statuses[1], 'active'), plain || '_status_check', coalesce(statuses, array['active', 'archived']));
  if statuses is not null then
    execute format('alter table %1$s drop constraint %2$I, add constraint %2$I check (status = any (%3$L::text[])), alter status set default %4$L',
      live, plain || '_status_check', statuses, statuses[1]);
  end if;
  if content then
    execute format($sql$
      alter table %s
        add column if not exists confidence real check (confidence between 0 and 1),
        add column if not exists importance smallint check (importance between 1 and 5)
      $sql$, live);
  end if;

  execute format('create table if not exists v2.%I (like %s)', past, live);
  for added in
    select a.attname, format_type(a.atttypid, a.atttypmod) as type
    from pg_attribute a
    where a.attrelid = live and a.attnum > 0 and not a.attisdropped
      and not exists (
        select from pg_attribute h
        where h.attrelid = format('v2.%I', past)::regclass and h.attname = a.attname and not h.attisdropped)
  loop
    execute format('alter table v2.%I add column %I %s', past, added.attname, added.type);
  end loop;
  for added in
    select a.attname, format_type(a.atttypid, a.atttypmod) as type
    from pg_attribute a
    join pg_attribute h on h.attrelid = format('v2.%I', past)::regclass and h.attname = a.attname and not h.attisdropped
    where a.attrelid = live and a.attnum > 0 and not a.attisdropped and (a.atttypid, a.atttypmod) <> (h.atttypid, h.atttypmod)
  loop
    execute format('alter table v2.%1$I alter column %2$I type %3$s using %2$I::%3$s', past, added.attname, added.type);
  end loop;
  for added in
    select a.attname from pg_attribute a
    where a.attrelid = format('v2.%I', past)::regclass and a.attnum > 0 and a.attnotnull
  loop
    -- An old version may lack what a newer one must have.
    execute format('alter table v2.%I alter column %I drop not null', past, added.attname);
  end loop;
  execute format('create index if not exists %I on v2.%I (id, valid_to)', past || '_id', past);

  select string_agg(quote_ident(attname), ', ' order by attnum),
         string_agg(case attname when 'valid_to' then 'ended' else 'old.' || quote_ident(attname) end, ', ' order by attnum)
  into columns, olds
  from pg_attribute
  where attrelid = live and attnum > 0 and not attisdropped;

  execute format($sql$
    create or replace function v2.%1$I() returns trigger
    language plpgsql as $keep$
    declare
      ended timestamptz := greatest(public.brain_now(), old.valid_from + interval '1 microsecond');
    begin
      if tg_op = 'UPDATE' then
        ended := new.valid_from;
      end if;
      insert into v2.%2$I (%3$s) values (%4$s);
      return null;
    end $keep$
    $sql$, 'keep_' || plain, past, columns, olds);
  execute format($sql$
    create or replace function v2.%1$I(ts timestamptz) returns setof %2$s
    language sql stable as $past$
      select %3$s from %2$s where valid_from <= ts
      union all
      select %3$s from v2.%4$I where valid_from <= ts and ts < valid_to
    $past$
    $sql$, plain || '_as_of', live, columns, past);

  execute format('create or replace trigger set_updated_at before update on %s
    for each row execute function v2.set_updated_at()', live);
  execute format('create or replace trigger zz_keep_history after update or delete on %s
    for each row execute function v2.%I()', live, 'keep_' || plain);
  execute format('create or replace trigger refuse_truncate before truncate on %s
    for each statement execute function v2.refuse_rewriting()', live);
  execute format('create or replace trigger refuse_rewriting before update or delete on v2.%I
    for each row execute function v2.refuse_rewriting()', past);
  execute format('create or replace trigger refuse_truncate before truncate on v2.%I
    for each statement execute function v2.refuse_rewriting()', past);
end $make$;
