-- Reads what a person typed in a turn. takes $1 uuid session, $2 int turn; returns text, no row when there is none. called RuleStore.Turn
select left(t.user_message, 4000) from v2.turns t
where t.session_id = $1 and t.turn_num = $2 and t.user_message is not null and t.metadata ->> 'origin' is null;
