-- Reads what stands in rows that are forgotten. takes $1 uuid[], $2 boolean. returns tab, col, value: v2.forget_texts. called ForgetStore.Plan
select t.tab, t.col, t.value from v2.forget_texts($1, $2) t
