-- What was used, added up as it comes: reports read these rows and no ledger. A request has one row of output, so that counts it.
-- No history: it can be made again from the ledger at any time.
create table brain.used (
  session_id     uuid not null,
  model          text not null,
  bucket         timestamptz not null,             -- a quarter of an hour; days begin on some quarter everywhere
  told_by        text not null,
  skill          text,
  agent          text,
  mcp_server     text,
  requests       bigint not null,
  input          bigint not null,
  output         bigint not null,
  cache_write_5m bigint not null,
  cache_write_1h bigint not null,
  cache_read     bigint not null,
  usd            numeric not null,
  unpriced       bigint not null,                  -- tokens of it whose price is not known
  unique nulls not distinct (session_id, model, bucket, told_by, skill, agent, mcp_server)
);
create index used_bucket on brain.used (bucket);

create function brain.count_used() returns trigger
language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into brain.used as u (session_id, model, bucket, told_by, skill, agent, mcp_server, requests, input, output, cache_write_5m,
      cache_write_1h, cache_read, usd, unpriced)
    select session_id, model, date_bin('15 minutes', used_at, '2001-01-01') as bucket, told_by, skill, agent, mcp_server,
      coalesce(sum(n) filter (where token_kind = 'output'), 0), coalesce(sum(n * tokens) filter (where token_kind = 'input'), 0),
      coalesce(sum(n * tokens) filter (where token_kind = 'output'), 0),
      coalesce(sum(n * tokens) filter (where token_kind = 'cache_write_5m'), 0),
      coalesce(sum(n * tokens) filter (where token_kind = 'cache_write_1h'), 0),
      coalesce(sum(n * tokens) filter (where token_kind = 'cache_read'), 0), coalesce(sum(n * cost_usd), 0),
      coalesce(sum(n * tokens) filter (where cost_usd is null), 0)
    from (select *, 1 as n from added) l
    group by 1, 2, 3, 4, 5, 6, 7
    order by 1, 2, 3, 4, 5, 6, 7
    on conflict (session_id, model, bucket, told_by, skill, agent, mcp_server) do update
    set requests = u.requests + excluded.requests, input = u.input + excluded.input, output = u.output + excluded.output,
        cache_write_5m = u.cache_write_5m + excluded.cache_write_5m, cache_write_1h = u.cache_write_1h + excluded.cache_write_1h,
        cache_read = u.cache_read + excluded.cache_read, usd = u.usd + excluded.usd, unpriced = u.unpriced + excluded.unpriced;
  elsif tg_op = 'DELETE' then
    insert into brain.used as u (session_id, model, bucket, told_by, skill, agent, mcp_server, requests, input, output, cache_write_5m,
      cache_write_1h, cache_read, usd, unpriced)
    select session_id, model, date_bin('15 minutes', used_at, '2001-01-01') as bucket, told_by, skill, agent, mcp_server,
      coalesce(sum(n) filter (where token_kind = 'output'), 0), coalesce(sum(n * tokens) filter (where token_kind = 'input'), 0),
      coalesce(sum(n * tokens) filter (where token_kind = 'output'), 0),
      coalesce(sum(n * tokens) filter (where token_kind = 'cache_write_5m'), 0),
      coalesce(sum(n * tokens) filter (where token_kind = 'cache_write_1h'), 0),
      coalesce(sum(n * tokens) filter (where token_kind = 'cache_read'), 0), coalesce(sum(n * cost_usd), 0),
      coalesce(sum(n * tokens) filter (where cost_usd is null), 0)
    from (select *, -1 as n from removed) l
    group by 1, 2, 3, 4, 5, 6, 7
    order by 1, 2, 3, 4, 5, 6, 7
    on conflict (session_id, model, bucket, told_by, skill, agent, mcp_server) do update
    set requests = u.requests + excluded.requests, input = u.input + excluded.input, output = u.output + excluded.output,
        cache_write_5m = u.cache_write_5m + excluded.cache_write_5m, cache_write_1h = u.cache_write_1h + excluded.cache_write_1h,
        cache_read = u.cache_read + excluded.cache_read, usd = u.usd + excluded.usd, unpriced = u.unpriced + excluded.unpriced;
  else
    insert into brain.used as u (session_id, model, bucket, told_by, skill, agent, mcp_server, requests, input, output, cache_write_5m,
      cache_write_1h, cache_read, usd, unpriced)
    select session_id, model, date_bin('15 minutes', used_at, '2001-01-01') as bucket, told_by, skill, agent, mcp_server,
      coalesce(sum(n) filter (where token_kind = 'output'), 0), coalesce(sum(n * tokens) filter (where token_kind = 'input'), 0),
      coalesce(sum(n * tokens) filter (where token_kind = 'output'), 0),
      coalesce(sum(n * tokens) filter (where token_kind = 'cache_write_5m'), 0),
      coalesce(sum(n * tokens) filter (where token_kind = 'cache_write_1h'), 0),
      coalesce(sum(n * tokens) filter (where token_kind = 'cache_read'), 0), coalesce(sum(n * cost_usd), 0),
      coalesce(sum(n * tokens) filter (where cost_usd is null), 0)
    from (select *, 1 as n from added union all select *, -1 from removed) l
    group by 1, 2, 3, 4, 5, 6, 7
    order by 1, 2, 3, 4, 5, 6, 7
    on conflict (session_id, model, bucket, told_by, skill, agent, mcp_server) do update
    set requests = u.requests + excluded.requests, input = u.input + excluded.input, output = u.output + excluded.output,
        cache_write_5m = u.cache_write_5m + excluded.cache_write_5m, cache_write_1h = u.cache_write_1h + excluded.cache_write_1h,
        cache_read = u.cache_read + excluded.cache_read, usd = u.usd + excluded.usd, unpriced = u.unpriced + excluded.unpriced;
  end if;
  return null;
end $$;
create trigger count_used_new after insert on v2.cost_ledger
  referencing new table as added for each statement execute function brain.count_used();
create trigger count_used_again after update on v2.cost_ledger
  referencing new table as added old table as removed for each statement execute function brain.count_used();
create trigger count_used_gone after delete on v2.cost_ledger
  referencing old table as removed for each statement execute function brain.count_used();
insert into brain.used as u (session_id, model, bucket, told_by, skill, agent, mcp_server, requests, input, output, cache_write_5m,
  cache_write_1h, cache_read, usd, unpriced)
select session_id, model, date_bin('15 minutes', used_at, '2001-01-01') as bucket, told_by, skill, agent, mcp_server,
  coalesce(sum(n) filter (where token_kind = 'output'), 0), coalesce(sum(n * tokens) filter (where token_kind = 'input'), 0),
  coalesce(sum(n * tokens) filter (where token_kind = 'output'), 0),
  coalesce(sum(n * tokens) filter (where token_kind = 'cache_write_5m'), 0),
  coalesce(sum(n * tokens) filter (where token_kind = 'cache_write_1h'), 0),
  coalesce(sum(n * tokens) filter (where token_kind = 'cache_read'), 0), coalesce(sum(n * cost_usd), 0),
  coalesce(sum(n * tokens) filter (where cost_usd is null), 0)
from (select *, 1 as n from v2.cost_ledger) l
group by 1, 2, 3, 4, 5, 6, 7
order by 1, 2, 3, 4, 5, 6, 7;

-- What the brain's own chat model was asked on behalf of a persona.
create index audit_log_chat on v2.audit_log (at) where action = 'chat.used';
