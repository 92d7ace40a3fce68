-- Lists the ledger's rows of one model, all of some sessions that have any: those that come next by their id.
--
-- takes    $1 text   model      $2 uuid   the session to go on behind      $3 int   at most so many sessions
-- returns  id, session, request, kind of token, tokens, cost or null, when; by session and request
-- called   PriceStore.RowsOf
with next as (
  select distinct u.session_id from brain.used u
  where u.model = $1 and u.told_by <> 'gate' and u.session_id > $2
    and exists (select from v2.cost_ledger l where l.session_id = u.session_id and l.model = $1)
  order by u.session_id limit $3)
select l.id, l.session_id, l.request_key, l.token_kind, l.tokens, l.cost_usd, l.used_at
from next n join v2.cost_ledger l on l.session_id = n.session_id and l.model = $1
order by l.session_id, l.request_key;
