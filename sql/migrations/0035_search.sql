-- What search looks in: the words and vectors of turns, tool calls, learnings, comments, decisions and documents.
--
-- The rows of schema v2 are the truth; what is in schema brain here is made from them and can be made again, so it has
-- no history: a text that is rewritten or forgotten leaves it at once. A row that is new or rewritten waits in
-- brain.search_queue, in the transaction that wrote it, until the Librarian has indexed it.
create extension if not exists pg_trgm;

-- A text that was given to the brain to look things up in, and the pieces it is found by.
create table v2.documents (
  project_path  text,
  title         text not null check (title <> ''),
  path          text,                                    -- the file it was read from
  media_type    text not null check (media_type <> ''),
  digest        text not null check (digest ~ '^[0-9a-f]{64}$'),
  unique nulls not distinct (project_path, path)
);
select v2.make_standard('v2.documents', array['active', 'archived'], content => true);

create table v2.chunks (
  document_id  uuid not null references v2.documents (id),
  chunk_num    integer not null check (chunk_num >= 1),  -- 1-based place in the document, no gaps
  heading      text,
  text         text not null check (text <> ''),
  unique (document_id, chunk_num)
);
select v2.make_standard('v2.chunks', array['active', 'archived'], content => true);

create table brain.search_queue (
  id      bigint generated always as identity primary key,
  kind    text not null,
  row_id  uuid not null
);

create table brain.search_units (
  id           bigint generated always as identity primary key,
  kind         text not null check (kind in ('turn', 'tool_call', 'learning', 'handoff', 'comment', 'decision', 'document')),
  row_id       uuid not null,
  session_id   uuid,
  turn_num     integer,
  project      text,                                     -- its key, as v2.project_key has it
  persona_id   uuid,
  speaker      text,                                     -- who said it, where a row tells
  happened_at  timestamptz not null,
  words        tsvector not null,
  length       integer not null check (length >= 0),     -- words with their repetitions
  embeds       boolean not null,                         -- false: found by its words alone
  language     text not null,                            -- the dictionary of its words
  unique (row_id, kind)
);
create index search_units_words on brain.search_units using gin (words) with (fastupdate = off);
create index search_units_place on brain.search_units (session_id, turn_num) where kind = 'turn';
create index search_units_project on brain.search_units (project);
create index search_units_session on brain.search_units (session_id);
create index search_units_embeds on brain.search_units (id) where embeds;

-- One row a stretch of a text, and one vector a row, so that none is stored out of line.
create table brain.search_vectors (
  unit_id  bigint not null references brain.search_units (id) on delete cascade,
  model    text not null,
  part     smallint not null,
  vector   halfvec not null,
  primary key (unit_id, model, part)
);
alter table brain.search_vectors alter vector set storage plain;

create table brain.search_tokens (
  unit_id  bigint not null references brain.search_units (id) on delete cascade,
  model    text not null,
  pieces   bytea not null,                               -- little-endian int16, one for each state
  states   bytea not null,                               -- 96 signed bytes for each piece
  primary key (unit_id, model)
);
-- Signed bytes of tokens don't compress.
alter table brain.search_tokens alter states set storage external, alter pieces set storage external;

-- In how many texts a word is; counted now and then, never while a text is written.
create table brain.search_lexemes (
  lexeme  text primary key,
  rows    integer not null
);
create index search_lexemes_alike on brain.search_lexemes using gin (lexeme gin_trgm_ops);

create table brain.search_pieces (
  model  text not null,
  piece  smallint not null,
  rows   integer not null,
  primary key (model, piece)
);

create table brain.search_counts (
  one          boolean primary key default true check (one),
  rows         bigint not null default 0,
  length_mean  double precision not null default 1,
  languages    text[] not null default '{}',             -- the dictionaries of all texts but English
  changed      bigint not null default 0,                -- texts indexed or taken out since they were counted
  embedded     bigint not null default 0,                -- texts embedded since pieces were counted
  model        text                                      -- whose vectors are searched; null until there are some
);
insert into brain.search_counts default values;

create function brain.mark_search() returns trigger
language plpgsql as $$
begin
  if tg_op <> 'INSERT' then
    -- What stands in the index of a text that is no more goes with it.
    delete from brain.search_units where row_id = old.id;
  end if;
  if tg_op <> 'DELETE' then
    insert into brain.search_queue (kind, row_id) values (tg_argv[0], new.id);
  end if;
  return null;
end $$;

create trigger mark_search_new after insert on v2.turns
  for each row when (new.ended_at is not null or new.assistant_response is not null or new.error_note is not null)
  execute function brain.mark_search('turn');
create trigger mark_search_again after update on v2.turns
  for each row when (
    (new.user_message, new.assistant_response, new.error_note, new.ended_at is null, new.status = 'archived')
    is distinct from (old.user_message, old.assistant_response, old.error_note, old.ended_at is null, old.status = 'archived'))
  execute function brain.mark_search('turn');
create trigger mark_search_gone after delete on v2.turns
  for each row execute function brain.mark_search('turn');

create trigger mark_search_new after insert on v2.tool_calls
  for each row when (new.status in ('ok', 'errored') and (new.target is not null or new.error is not null))
  execute function brain.mark_search('tool_call');
create trigger mark_search_again after update on v2.tool_calls
  for each row when (
    (new.status, new.target, new.error) is distinct from (old.status, old.target, old.error)
    and new.status in ('ok', 'errored', 'archived') and (new.target is not null or new.error is not null))
  execute function brain.mark_search('tool_call');
create trigger mark_search_gone after delete on v2.tool_calls
  for each row execute function brain.mark_search('tool_call');

create trigger mark_search_new after insert on v2.learnings
  for each row execute function brain.mark_search('learning');
create trigger mark_search_again after update on v2.learnings
  for each row when ((new.text, new.status, new.kind) is distinct from (old.text, old.status, old.kind))
  execute function brain.mark_search('learning');
create trigger mark_search_gone after delete on v2.learnings
  for each row execute function brain.mark_search('learning');

create trigger mark_search_new after insert on v2.persona_comments
  for each row execute function brain.mark_search('comment');
create trigger mark_search_again after update on v2.persona_comments
  for each row when ((new.comment, new.status) is distinct from (old.comment, old.status))
  execute function brain.mark_search('comment');
create trigger mark_search_gone after delete on v2.persona_comments
  for each row execute function brain.mark_search('comment');

create trigger mark_search_new after insert on v2.decisions
  for each row execute function brain.mark_search('decision');
create trigger mark_search_again after update on v2.decisions
  for each row when ((new.reason, new.status) is distinct from (old.reason, old.status))
  execute function brain.mark_search('decision');
create trigger mark_search_gone after delete on v2.decisions
  for each row execute function brain.mark_search('decision');

create trigger mark_search_new after insert on v2.chunks
  for each row execute function brain.mark_search('document');
create trigger mark_search_again after update on v2.chunks
  for each row when ((new.text, new.status) is distinct from (old.text, old.status))
  execute function brain.mark_search('document');
create trigger mark_search_gone after delete on v2.chunks
  for each row execute function brain.mark_search('document');

-- A project that becomes known by another key takes with it what was said in it.
create function brain.move_search() returns trigger
language plpgsql as $$
begin
  if tg_argv[0] = 'session' then
    update brain.search_units set project = new.project_key where session_id = new.id and kind not in ('learning', 'handoff');
  else
    update brain.search_units set project = new.project_key where row_id = new.id;
  end if;
  return null;
end $$;
create trigger move_search after update on v2.sessions
  for each row when (new.project_key is distinct from old.project_key) execute function brain.move_search('session');
create trigger move_search after update on v2.learnings
  for each row when (new.project_key is distinct from old.project_key) execute function brain.move_search('learning');

-- What is there already.
insert into brain.search_queue (kind, row_id)
select 'turn', id from v2.turns where assistant_response is not null or error_note is not null or ended_at is not null
union all
select 'tool_call', id from v2.tool_calls where status in ('ok', 'errored') and (target is not null or error is not null)
union all
select 'learning', id from v2.learnings
union all
select 'comment', id from v2.persona_comments
union all
select 'decision', id from v2.decisions;
