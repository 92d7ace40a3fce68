-- Lists the caps over all sessions that were said. returns period, cap. called SpendStore.Budgets
select period, cap_usd from v2.budgets where cap_usd is not null order by period;
