-- Keeps caps over all sessions, as they were said last.
--
-- takes    budgets   [{"period", "cap_usd"?}]: Brain.Domain.Sessions.BudgetRow; without a cap it is lifted
-- called   v2.record_change
create or replace function v2.record_budgets(budgets jsonb, src text) returns void
language sql as $$
  insert into v2.budgets as b (period, cap_usd, source)
  select r ->> 'period', (r ->> 'cap_usd')::numeric, src from jsonb_array_elements(budgets) r
  on conflict (period) do update set cap_usd = excluded.cap_usd where b.cap_usd is distinct from excluded.cap_usd;
$$;
