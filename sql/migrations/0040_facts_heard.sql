-- What sessions were told of what others learnt, and since when a learning is news.
--
-- A learning is told to each live session of its project once: it is one that is news since the session began and that
-- is not among the facts that the session heard. Both are read as they are, so nothing is missed while a silo was away.
create table brain.learning_news (
  learning_id  uuid         primary key,
  changed_in   xid8         not null,               -- the transaction that changed it last: where caches go on from
  news_at      timestamptz  not null                -- written, or judged by a person for the first time
);
create index learning_news_changed on brain.learning_news (changed_in);

insert into brain.learning_news (learning_id, changed_in, news_at)
select l.id, pg_current_xact_id(), l.created_at from v2.learnings l;

-- Kept for rows that are gone as well, so that caches hear of that.
create function brain.mark_news() returns trigger
language plpgsql as $$
begin
  insert into brain.learning_news as n (learning_id, changed_in, news_at)
  values (coalesce(new.id, old.id), pg_current_xact_id(), public.brain_now())
  on conflict (learning_id) do update
  set changed_in = excluded.changed_in,
      news_at = case when tg_op = 'UPDATE' and new.status <> old.status then excluded.news_at else n.news_at end;
  notify brain_learnings;
  return null;
end $$;
create trigger mark_news after insert or update or delete on v2.learnings
  for each row execute function brain.mark_news();

create table brain.heard_facts (
  session_id  uuid         not null,
  fact_id     uuid         not null,                -- a learning, or a tool call that was recalled
  turn_num    integer      not null,
  heard_at    timestamptz  not null default public.brain_now(),
  primary key (session_id, fact_id)
);
create index heard_facts_old on brain.heard_facts (heard_at);
