-- A decision says which rule of a person's was met, and people say of it what they say of comments.
alter table v2.decisions
  add column rule_id uuid,
  add column rating text check (rating in ('useful', 'noise', 'wrong')),
  add column rated_at timestamptz,
  add constraint decisions_rated_check check ((rating is null) = (rated_at is null)),
  add constraint decisions_rated_rule_check check (rating is null or rule_id is not null);
select v2.make_standard('v2.decisions');
create index decisions_rule on v2.decisions (rule_id, decided_at desc) where rule_id is not null;
create index decisions_rated_rule on v2.decisions (rule_id, rated_at) where rating is not null;
