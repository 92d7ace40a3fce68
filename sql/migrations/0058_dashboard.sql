-- What came of a session is found by it, and open dashboards hear of each reply to a broadcast.
create index sessions_parent on v2.sessions (parent_session_id) where parent_session_id is not null;
create trigger tell_personas_changed after insert or update on v2.broadcast_replies
  for each statement execute function v2.tell_personas_changed();
