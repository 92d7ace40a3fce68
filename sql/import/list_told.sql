-- Tells which of some sessions have turns that their own transcript, or a hook, told of.
--
-- takes    $1 uuid[]   returns uuid   called ImportStore.Told
select distinct t.session_id from v2.turns t where t.session_id = any ($1) and not t.metadata ? 'history';
