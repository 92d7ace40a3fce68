-- What a person had forgotten for good: digests of whole texts, so that none of them is written again, and the runs that are
-- not done yet. And a learning may be rejected: tried and refuted.
drop function if exists v2.redact_page(text, text[], int);
drop function if exists v2.redact_rows(text, jsonb, uuid);

create table v2.forgotten (
  digest       text not null unique check (digest ~ '^[0-9a-f]{64}$'),   -- v2.forgotten_digest of where it stood and what it was
  replacement  text not null                                             -- what is written in its place
);
select v2.make_standard('v2.forgotten');

-- A run's texts are in its row until they are nowhere else: it is gone on with after a crash. The brain's bookkeeping, hence in
-- its schema, without history.
create table brain.forget_runs (
  id        uuid         primary key,
  asked     jsonb        not null check (jsonb_typeof(asked) = 'object'),   -- shape: Brain.Messages/Knowledge/ForgetMessages.cs
  needles   text[]       not null,
  phase     text         not null default 'rows' check (phase in ('rows', 'files', 'vacuum', 'log')),
  place     jsonb,                                                          -- the last row looked through; null to begin
  counts    jsonb        not null check (jsonb_typeof(counts) = 'object'),
  began_at  timestamptz  not null default public.brain_now()
);

select v2.make_standard('v2.learnings', array['active', 'unreviewed', 'archived', 'superseded', 'rejected'], content => true);
