-- Adds up what turns used, and the session's turns: tokens in and out, sub-agents' too; what the cache held counts for nothing here.
-- What a turn used that was undone (v2.undo_detach) is in no turn's sum and still in the session's.
create or replace function v2.sum_usage(sid uuid, touched uuid[]) returns void
language sql as $$
  update v2.turns t set tokens_in = s.tokens_in, tokens_out = s.tokens_out
  from (
    select u.id, l.tokens_in, l.tokens_out
    from (select distinct unnest(touched) as id) u cross join lateral (
      select coalesce(sum(tokens) filter (where token_kind = 'input'), 0) as tokens_in,
        coalesce(sum(tokens) filter (where token_kind = 'output'), 0) as tokens_out
      from v2.cost_ledger where turn_id = u.id) l) s
  where t.id = s.id and (t.tokens_in, t.tokens_out) is distinct from (s.tokens_in, s.tokens_out);

  update v2.sessions set tokens_total = s.total
  from (
    select coalesce((select sum(tokens_in + tokens_out) from v2.turns where session_id = sid), 0)
      + coalesce((
        select sum(tokens) from v2.cost_ledger
        where session_id = sid and metadata ? 'undone_turn_id' and turn_id is null and token_kind in ('input', 'output')), 0) as total) s
  where id = sid and tokens_total <> s.total;
$$;
