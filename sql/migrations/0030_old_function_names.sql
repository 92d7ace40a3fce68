-- Functions that have other names now: undo_blocker, undo_reference, undo_references, undo_detach and park_topics.
drop function if exists v2.undo_hindrance(uuid, int);
drop function if exists v2.undo_tie(uuid, text, uuid[]);
drop function if exists v2.undo_loosen(uuid, text, uuid[]);
drop function if exists v2.undo_ties(text);
drop function if exists v2.park_matters(uuid, jsonb);
