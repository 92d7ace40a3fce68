-- Writes what a person says of a rule's newest hit. takes $1 uuid, $2 uuid, $3 text; returns as v2.rate_hit. called RuleStore.Rate
select h.id, h.decided_at, h.target, h.before from v2.rate_hit($1, $2, $3) h;
