-- The prices by which the ledger's rows are priced, as the silo that priced them last had them: the ones it went by, and behind
-- them those of a change that is not through yet. No history, no words of an agent: prices.json is the person's own file.
create table brain.prices_in_force (
  one   boolean primary key default true check (one),
  lists jsonb not null check (jsonb_typeof(lists) = 'array'),
  at    timestamptz not null
);
