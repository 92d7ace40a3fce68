-- What the files of a learning held when it was written or judged, so that a file that is only written anew, as by a
-- checkout, is not told as changed.
create table brain.learning_files (
  learning_id  uuid         primary key references v2.learnings (id) on delete cascade,
  since        timestamptz  not null,               -- valid_from of the learning that was looked at
  files        text[]       not null                -- a file each: digest of its path, size, digest of what it held
);
