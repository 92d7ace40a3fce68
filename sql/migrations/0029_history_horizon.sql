-- From when on history is whole: what was there before has been pruned, as a person's setting says. The brain's bookkeeping,
-- hence in its schema. No row: nothing was ever pruned.
create table brain.history_horizon (
  only_row   boolean     primary key default true check (only_row),
  kept_from  timestamptz not null
);
