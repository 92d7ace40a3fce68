-- Lists the columns that a text can be forgotten from. returns tab, col, own: v2.forget_columns. called ForgetStore.Plan
select c.tab, c.col, c.own from v2.forget_columns() c
