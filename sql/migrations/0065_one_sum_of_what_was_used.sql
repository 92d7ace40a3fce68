-- One table adds up what was used: what the request gate told of stands beside what the ledger has, as told by the gate, and dollars
-- are kept once. brain.spend had the same dollars by session, model and quarter of an hour.
-- Figures that stand in JSON as text; null of what is none, as where a person had digits of it forgotten.
create function brain.whole(said text) returns bigint
language sql immutable parallel safe
return case when said ~ '^[0-9]{1,18}$' then said::bigint end;
create function brain.decimal(said text) returns numeric
language sql immutable parallel safe
return case when said ~ '^[0-9]{1,18}([.][0-9]{1,40})?$' then said::numeric end;

drop trigger count_spend_new on v2.cost_ledger;
drop trigger count_spend_again on v2.cost_ledger;
drop trigger count_spend_gone on v2.cost_ledger;
drop function brain.count_spend();
drop function if exists v2.recount_spend(uuid[]);

alter table brain.used
  add column last_at timestamptz,                  -- when it was asked last; null of what nobody goes on with
  add check (told_by in ('transcript', 'telemetry', 'gate'));
create index used_gate on brain.used (bucket) where told_by = 'gate';
update brain.used u set last_at = s.last_at
from brain.spend s join v2.sessions l on l.id = s.session_id and l.status = 'active'
where (s.session_id, s.model, s.bucket) = (u.session_id, u.model, u.bucket);
insert into brain.used (session_id, model, bucket, told_by, requests, input, output, cache_write_5m, cache_write_1h, cache_read, usd,
  unpriced, last_at)
select a.session_id, coalesce(a.detail ->> 'model', 'unknown'), date_bin('15 minutes', a.at, '2001-01-01'), 'gate', count(*),
  coalesce(sum(brain.whole(a.detail ->> 'input')), 0), coalesce(sum(brain.whole(a.detail ->> 'output')), 0),
  coalesce(sum(brain.whole(a.detail ->> 'cache_write')), 0), 0, coalesce(sum(brain.whole(a.detail ->> 'cache_read')), 0),
  coalesce(sum(brain.decimal(a.detail ->> 'cost_usd')), 0),
  coalesce(sum(brain.whole(a.detail ->> 'input')) filter (where a.detail ->> 'cost_usd' is null), 0),
  max(a.at)
from v2.audit_log a
where a.action = 'turn.step' and a.session_id is not null
group by 1, 2, 3;
drop table brain.spend;

drop trigger count_step on v2.audit_log;
create or replace function brain.count_step() returns trigger
language plpgsql as $$
begin
  insert into brain.used as u (session_id, model, bucket, told_by, requests, input, output, cache_write_5m, cache_write_1h, cache_read,
    usd, unpriced, last_at)
  values (new.session_id, coalesce(new.detail ->> 'model', 'unknown'), date_bin('15 minutes', new.at, '2001-01-01'), 'gate', 1,
    coalesce(brain.whole(new.detail ->> 'input'), 0), coalesce(brain.whole(new.detail ->> 'output'), 0),
    coalesce(brain.whole(new.detail ->> 'cache_write'), 0), 0, coalesce(brain.whole(new.detail ->> 'cache_read'), 0),
    coalesce(brain.decimal(new.detail ->> 'cost_usd'), 0),
    case when new.detail ->> 'cost_usd' is null then coalesce(brain.whole(new.detail ->> 'input'), 0) else 0 end, new.at)
  on conflict (session_id, model, bucket, told_by, skill, agent, mcp_server) do update
  set requests = u.requests + excluded.requests, input = u.input + excluded.input, output = u.output + excluded.output,
      cache_write_5m = u.cache_write_5m + excluded.cache_write_5m, cache_read = u.cache_read + excluded.cache_read,
      usd = u.usd + excluded.usd, unpriced = u.unpriced + excluded.unpriced, last_at = greatest(u.last_at, excluded.last_at);
  return null;
end $$;
create trigger count_step after insert on v2.audit_log
  for each row when (new.action = 'turn.step' and new.session_id is not null)
  execute function brain.count_step();

create or replace function brain.count_used() returns trigger
language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into brain.used as u (session_id, model, bucket, told_by, skill, agent, mcp_server, requests, input, output, cache_write_5m,
      cache_write_1h, cache_read, usd, unpriced, last_at)
    select session_id, model, date_bin('15 minutes', used_at, '2001-01-01') as bucket, told_by, skill, agent, mcp_server,
      coalesce(sum(n) filter (where token_kind = 'output'), 0), coalesce(sum(n * tokens) filter (where token_kind = 'input'), 0),
      coalesce(sum(n * tokens) filter (where token_kind = 'output'), 0),
      coalesce(sum(n * tokens) filter (where token_kind = 'cache_write_5m'), 0),
      coalesce(sum(n * tokens) filter (where token_kind = 'cache_write_1h'), 0),
      coalesce(sum(n * tokens) filter (where token_kind = 'cache_read'), 0), coalesce(sum(n * cost_usd), 0),
      coalesce(sum(n * tokens) filter (where cost_usd is null), 0), max(used_at) filter (where n > 0)
    from (select *, 1 as n from added) l
    group by 1, 2, 3, 4, 5, 6, 7
    order by 1, 2, 3, 4, 5, 6, 7
    on conflict (session_id, model, bucket, told_by, skill, agent, mcp_server) do update
    set requests = u.requests + excluded.requests, input = u.input + excluded.input, output = u.output + excluded.output,
        cache_write_5m = u.cache_write_5m + excluded.cache_write_5m, cache_write_1h = u.cache_write_1h + excluded.cache_write_1h,
        cache_read = u.cache_read + excluded.cache_read, usd = u.usd + excluded.usd, unpriced = u.unpriced + excluded.unpriced,
        last_at = greatest(u.last_at, excluded.last_at);
  elsif tg_op = 'DELETE' then
    insert into brain.used as u (session_id, model, bucket, told_by, skill, agent, mcp_server, requests, input, output, cache_write_5m,
      cache_write_1h, cache_read, usd, unpriced, last_at)
    select session_id, model, date_bin('15 minutes', used_at, '2001-01-01') as bucket, told_by, skill, agent, mcp_server,
      coalesce(sum(n) filter (where token_kind = 'output'), 0), coalesce(sum(n * tokens) filter (where token_kind = 'input'), 0),
      coalesce(sum(n * tokens) filter (where token_kind = 'output'), 0),
      coalesce(sum(n * tokens) filter (where token_kind = 'cache_write_5m'), 0),
      coalesce(sum(n * tokens) filter (where token_kind = 'cache_write_1h'), 0),
      coalesce(sum(n * tokens) filter (where token_kind = 'cache_read'), 0), coalesce(sum(n * cost_usd), 0),
      coalesce(sum(n * tokens) filter (where cost_usd is null), 0), max(used_at) filter (where n > 0)
    from (select *, -1 as n from removed) l
    group by 1, 2, 3, 4, 5, 6, 7
    order by 1, 2, 3, 4, 5, 6, 7
    on conflict (session_id, model, bucket, told_by, skill, agent, mcp_server) do update
    set requests = u.requests + excluded.requests, input = u.input + excluded.input, output = u.output + excluded.output,
        cache_write_5m = u.cache_write_5m + excluded.cache_write_5m, cache_write_1h = u.cache_write_1h + excluded.cache_write_1h,
        cache_read = u.cache_read + excluded.cache_read, usd = u.usd + excluded.usd, unpriced = u.unpriced + excluded.unpriced,
        last_at = greatest(u.last_at, excluded.last_at);
  else
    insert into brain.used as u (session_id, model, bucket, told_by, skill, agent, mcp_server, requests, input, output, cache_write_5m,
      cache_write_1h, cache_read, usd, unpriced, last_at)
    select session_id, model, date_bin('15 minutes', used_at, '2001-01-01') as bucket, told_by, skill, agent, mcp_server,
      coalesce(sum(n) filter (where token_kind = 'output'), 0), coalesce(sum(n * tokens) filter (where token_kind = 'input'), 0),
      coalesce(sum(n * tokens) filter (where token_kind = 'output'), 0),
      coalesce(sum(n * tokens) filter (where token_kind = 'cache_write_5m'), 0),
      coalesce(sum(n * tokens) filter (where token_kind = 'cache_write_1h'), 0),
      coalesce(sum(n * tokens) filter (where token_kind = 'cache_read'), 0), coalesce(sum(n * cost_usd), 0),
      coalesce(sum(n * tokens) filter (where cost_usd is null), 0), max(used_at) filter (where n > 0)
    from (select *, 1 as n from added union all select *, -1 from removed) l
    group by 1, 2, 3, 4, 5, 6, 7
    order by 1, 2, 3, 4, 5, 6, 7
    on conflict (session_id, model, bucket, told_by, skill, agent, mcp_server) do update
    set requests = u.requests + excluded.requests, input = u.input + excluded.input, output = u.output + excluded.output,
        cache_write_5m = u.cache_write_5m + excluded.cache_write_5m, cache_write_1h = u.cache_write_1h + excluded.cache_write_1h,
        cache_read = u.cache_read + excluded.cache_read, usd = u.usd + excluded.usd, unpriced = u.unpriced + excluded.unpriced,
        last_at = greatest(u.last_at, excluded.last_at);
  end if;
  return null;
end $$;

-- What sums of tokens are made with: of the same figures as sum, which takes several times as long for it adds in numeric.
create aggregate brain.total(bigint) (sfunc = int8pl, stype = bigint, initcond = '0', combinefunc = int8pl, parallel = safe);

-- Names, each once. As few as they are, groups are still added up by hashing, as with array_agg they are not.
create function brain.add_names(names text[], more text[]) returns text[]
language plpgsql immutable parallel safe as $$
begin
  if more is null or more <@ names then
    return names;
  end if;
  return array(select distinct name from unnest(names || more) name order by name);
end $$;
create aggregate brain.names(text[]) (sfunc = brain.add_names, stype = text[], initcond = '{}');
