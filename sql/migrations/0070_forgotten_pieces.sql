-- What was forgotten is told by digests under a key, so that short words can't be guessed from them; and told again where it
-- stands among other words than it did, by its sentences and by its words.
create table brain.forget_key (
  one  boolean  primary key default true check (one),
  key  bytea    not null check (length(key) = 32)
);
insert into brain.forget_key (key)
select sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()));
revoke all on brain.forget_key from public;

create table brain.forgotten_pieces (
  digest       text  primary key,                     -- v2.forgotten_digest of where it stood and what it was
  scope        text  not null,                        -- v2.forgotten_digest of where it stood alone
  words        int   not null check (words >= 0),     -- so many between blanks; 0 of a sentence
  replacement  text  not null                         -- what is written in its place
);
create index forgotten_pieces_scope on brain.forgotten_pieces (scope, words);
revoke all on brain.forgotten_pieces from public;

-- Those of before, in their history as well: it would tell them without the key.
alter table v2.forgotten disable trigger user;
alter table v2.forgotten_history disable trigger user;
update v2.forgotten f set digest = encode(sha256(k.key || decode(f.digest, 'hex')), 'hex') from brain.forget_key k;
update v2.forgotten_history f set digest = encode(sha256(k.key || decode(f.digest, 'hex')), 'hex') from brain.forget_key k;
alter table v2.forgotten enable trigger user;
alter table v2.forgotten_history enable trigger user;

-- A note that is read is looked for by its words. Its digest alone is in the index.
create index learnings_text on v2.learnings using hash (text);
