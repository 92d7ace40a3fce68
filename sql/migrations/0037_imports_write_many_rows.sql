-- Rows that are written by the thousand, and lines whose turn was taken back.
--
-- A line stays that of its turn when the turn is undone: whoever reads the file again brings nothing back. The turn's row is
-- then in its history alone, so nothing can be declared to point to it.
alter table brain.prompt_lines drop constraint prompt_lines_turn_id_fkey;

-- A statement that gives its rows the moment they are written at needs no call for each. Whatever else it gives is put right,
-- as before: no row gets a past that it had not.
create or replace function v2.guard_standard(name text) returns void
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
    for each row when (new.updated_at <> new.valid_from or new.valid_from < transaction_timestamp() or new.valid_from > public.brain_now())
    execute function v2.begin_life()', live);
  -- A trigger of the live table writes it; nobody else does.
  execute format('create or replace trigger refuse_inserting before insert on v2.%I
    for each row when (pg_trigger_depth() = 0) execute function v2.refuse_rewriting()', plain || '_history');
end $guard$;

select v2.guard_standard(format('v2.%I', relname))
from pg_class
where relnamespace = 'v2'::regnamespace and relkind = 'r' and relname not like '%\_history';

-- What an import writes it queues itself, all of it at once (v2.import_turns, v2.import_tool_calls), and says so in its
-- transaction (v2.import_session). The same rows may be written later by others: an undo that is taken back brings them again.
create or replace trigger mark_search_new after insert on v2.turns
  for each row when (current_setting('brain.importing', true) is distinct from '1'
    and (new.ended_at is not null or new.assistant_response is not null or new.error_note is not null))
  execute function brain.mark_search('turn');
create or replace trigger mark_search_new after insert on v2.tool_calls
  for each row when (current_setting('brain.importing', true) is distinct from '1'
    and new.status in ('ok', 'errored') and (new.target is not null or new.error is not null))
  execute function brain.mark_search('tool_call');
