-- Rows are found by their turn, as an undo and a foreign key's check look for them, and the newest comments of everybody as a broadcast does.
create index decisions_turn on v2.decisions (turn_id);
create index persona_comments_turn on v2.persona_comments (turn_id);
create index drift_events_turn on v2.drift_events (turn_id);
create index persona_comments_recent on v2.persona_comments (created_at desc);
