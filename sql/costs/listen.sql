-- Hears of every change of v2.budgets from now on. called PgChannel
listen brain_budgets;
