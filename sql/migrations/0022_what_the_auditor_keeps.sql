-- What the Auditor's batch and a check-in need: a lesson is learnt once, a class is one that is known, and a persona's
-- newest comments, ratings and open items are found without reading the others.
alter table v2.turns add constraint turns_class_check check (
  classification ->> 'class' in ('mistake', 'change', 'decision', 'chore', 'question', 'other'));
create unique index learnings_lesson on v2.learnings (session_id, (metadata ->> 'key')) where source = 'bot:Auditor';
create index turns_unclassified on v2.turns (session_id, turn_num) where classified_at is null;
create index persona_comments_newest on v2.persona_comments (persona_id, created_at desc, id desc) include (rating);
create index persona_comments_rated on v2.persona_comments (persona_id, created_at desc, id desc) include (rating)
  where rating is not null;
create index learnings_open on v2.learnings (persona_id, created_at desc)
  where status = 'unreviewed' or (kind = 'parked' and status = 'active');
