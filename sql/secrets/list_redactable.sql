-- Lists the tables in which secrets are looked for, in the order in which they are, with an estimate of their rows.
--
-- returns  tab, rows
-- called   StoredTexts.Next
select c.tab, max(c.rows) from v2.redact_columns() c group by c.tab, c.place order by c.place, c.tab
