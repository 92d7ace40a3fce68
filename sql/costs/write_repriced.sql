-- Prices rows of the ledger anew.
--
-- takes    $1 uuid[], $2 numeric[], $3 numeric[]   as v2.reprice_rows
-- returns  int
-- called   PriceStore.Reprice
select v2.reprice_rows($1, $2, $3);
