-- Takes what was left of sentences and words that were forgotten in part, where the rest is forgotten as well.
--
-- takes    $1 text[]   scopes of the pieces that go, without the key
--          $2 text[]   texts that go: what is left of pieces and stands in them goes too
-- called   ForgetStore.Plan
update brain.forgotten_pieces p
set replacement = '[forgotten]'
where p.replacement <> '[forgotten]'
  and (p.scope in (select v2.keyed_digest(s) from unnest($1) s)
    or exists (select from unnest($2) t where position(p.replacement in t) > 0))
