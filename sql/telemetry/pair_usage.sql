-- Joins what telemetry told of a request with what a transcript told of it that names no request ids, as some gateways' do: same
-- session, model, tokens in and out and read from the cache, at most two minutes apart, the first with the first. The transcript's
-- ids stay, and telemetry's figures.
--
-- takes    sid   session
-- returns  the turns whose sums changed, or null
-- called   v2.record_usage, v2.import_usage
create or replace function v2.pair_usage(sid uuid) returns uuid[]
language plpgsql as $$
declare
  touched uuid[];
begin
  if not exists (select from v2.cost_ledger l where l.session_id = sid and l.request_key like 'otel-%')
    or not exists (select from v2.cost_ledger l where l.session_id = sid and l.told_by = 'transcript' and l.request_key like '%:') then
    return null;
  end if;
  with requests as materialized (
    select r.*, row_number() over (partition by is_told, model, input, output, cache_read order by used_at, request_key) as place
    from (
      select l.request_key, l.request_key like 'otel-%' as is_told, l.model, min(l.used_at) as used_at,
        coalesce(sum(l.tokens) filter (where l.token_kind = 'input'), 0) as input,
        coalesce(sum(l.tokens) filter (where l.token_kind = 'output'), 0) as output,
        coalesce(sum(l.tokens) filter (where l.token_kind = 'cache_read'), 0) as cache_read
      from v2.cost_ledger l
      where l.session_id = sid
        and (l.request_key like 'otel-%' or (l.told_by = 'transcript' and l.request_key like '%:'))
      group by 1, 2, 3) r),
  pairs as materialized (
    select told.request_key as told, known.request_key as known
    from requests told join requests known
      on told.is_told and not known.is_told and told.model = known.model and told.input = known.input and told.output = known.output
        and told.cache_read = known.cache_read and told.place = known.place
        and abs(extract(epoch from told.used_at - known.used_at)) <= 120),
  gone as (
    delete from v2.cost_ledger l using pairs p
    where l.session_id = sid and l.request_key = p.told
    returning p.known, l.token_kind, l.cost_usd, l.turn_id),
  kept as (
    update v2.cost_ledger l set told_by = 'telemetry', cost_usd = coalesce(l.cost_usd, g.cost_usd)
    from gone g
    where l.session_id = sid and l.request_key = g.known and l.token_kind = g.token_kind
    returning l.turn_id)
  select array_agg(distinct turn_id) into touched from (select turn_id from gone union select turn_id from kept) t;
  return touched;
end $$;
