-- Lists what a session used, by model and kind of token.
--
-- takes    $1 uuid   session id
-- returns  model, kind, requests, tokens, cost; the cost is null when any of it has no known price
-- called   SessionStore.Costs
select model, token_kind, count(*), sum(tokens)::bigint, case when count(cost_usd) = count(*) then sum(cost_usd) end
from v2.cost_ledger
where session_id = $1
group by model, token_kind
having sum(tokens) > 0
order by model, array_position(array['input', 'output', 'cache_read', 'cache_write_5m', 'cache_write_1h'], token_kind);
