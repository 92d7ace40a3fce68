namespace Brain.Tests;

/// <summary>
/// What was used is added up as it comes. Whatever was done to the rows that it is added up from, the sums are those of
/// the rows.
/// </summary>
internal static class KeptSums
{
    private const string Same = "session_id, model, bucket, told_by, skill, agent, mcp_server";
    private const string Differing = $"""
        with kept as (
          select {Same}, requests::numeric, input::numeric, output::numeric, cache_write_5m::numeric, cache_write_1h::numeric,
            cache_read::numeric, usd, unpriced::numeric
          from brain.used
          where (requests, input, output, cache_write_5m, cache_write_1h, cache_read, usd, unpriced) <> (0, 0, 0, 0, 0, 0, 0, 0)),
        each as (
          select session_id, model, date_bin('15 minutes', used_at, '2001-01-01') as bucket, told_by, skill, agent, mcp_server,
            token_kind, tokens, cost_usd
          from v2.cost_ledger),
        ledger as (
          select {Same}, count(*) filter (where token_kind = 'output')::numeric as requests,
            coalesce(sum(tokens) filter (where token_kind = 'input'), 0) as input,
            coalesce(sum(tokens) filter (where token_kind = 'output'), 0) as output,
            coalesce(sum(tokens) filter (where token_kind = 'cache_write_5m'), 0) as cache_write_5m,
            coalesce(sum(tokens) filter (where token_kind = 'cache_write_1h'), 0) as cache_write_1h,
            coalesce(sum(tokens) filter (where token_kind = 'cache_read'), 0) as cache_read,
            coalesce(sum(cost_usd), 0) as usd, coalesce(sum(tokens) filter (where cost_usd is null), 0) as unpriced
          from each group by {Same}
          union all
          select session_id, coalesce(detail ->> 'model', 'unknown'), date_bin('15 minutes', at, '2001-01-01'), 'gate', null,
            null, null, count(*), coalesce(sum((detail ->> 'input')::numeric), 0),
            coalesce(sum((detail ->> 'output')::numeric), 0), coalesce(sum((detail ->> 'cache_write')::numeric), 0), 0,
            coalesce(sum((detail ->> 'cache_read')::numeric), 0), coalesce(sum((detail ->> 'cost_usd')::numeric), 0),
            coalesce(sum((detail ->> 'input')::numeric) filter (where detail ->> 'cost_usd' is null), 0)
          from v2.audit_log where action = 'turn.step' and session_id is not null group by 1, 2, 3),
        told as (
          select * from ledger
          where (requests, input, output, cache_write_5m, cache_write_1h, cache_read, usd, unpriced) <> (0, 0, 0, 0, 0, 0, 0, 0))
        (select 'kept', k.* from (select * from kept except select * from told) k)
        union all (select 'of the rows', t.* from (select * from told except select * from kept) t)
        """;

    /// <summary>Fails where a sum differs, with the sum that is kept and the one of the rows.</summary>
    public static async Task AreThoseOfTheRows(this PostgresFixture postgres) =>
        Assert.Empty(await postgres.Lines(Differing));
}
