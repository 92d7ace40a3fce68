-- What a persona said about a turn, and what people thought of it.
create table v2.persona_comments (
  persona_id  uuid not null references v2.personas (id),
  session_id  uuid not null references v2.sessions (id),
  turn_id     uuid references v2.turns (id),
  turn_num    integer not null check (turn_num >= 1),
  comment     text not null check (comment <> ''),
  rating      text check (rating in ('useful', 'noise', 'wrong')),
  rated_at    timestamptz,
  unique (persona_id, session_id, turn_num),
  check ((rating is null) = (rated_at is null))
);
select v2.make_standard('v2.persona_comments', content => true);
create index persona_comments_session on v2.persona_comments (session_id, turn_num);
