-- Lists the tables of the brain's own bookkeeping that can hold texts. returns tab. called ForgetStore.Plan
select distinct c.tab from v2.forget_other_columns() c order by 1
