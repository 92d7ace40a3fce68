using System.Globalization;
using Brain.Messages.Costs;
using Brain.Postgres.Costs;

namespace Brain.Tests.Costs;

public sealed class SumsOfWhatWasUsed(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const string Zone = "Asia/Kolkata";
    private const int Steps = 60;

    private static readonly DateTimeOffset Began = new(2026, 3, 1, 18, 0, 0, TimeSpan.Zero);
    private static readonly string[] Kinds = ["input", "output", "cache_read", "cache_write_5m", "cache_write_1h"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Are_those_of_the_ledger_whatever_is_done_to_it(int seed)
    {
        var random = new Random(seed);
        var sessions = await Sessions();
        for (var step = 0; step < Steps; step++)
            await postgres.Run(Change(random, sessions, $"{seed}-{step}"));

        await postgres.AreThoseOfTheRows();
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Are_told_as_the_rows_say_of_any_span(int seed)
    {
        var random = new Random(seed);
        var sessions = await Sessions();
        for (var step = 0; step < Steps / 2; step++)
            await postgres.Run(Change(random, sessions, $"{seed}-{step}"));
        var costs = new CostStore(postgres.Database, TimeProvider.System);

        for (var time = 0; time < 12; time++)
        {
            var since = Began.AddSeconds(random.Next(-3_600, 7_200));
            var span = new CostSpan(
                time % 4 == 1 ? null : since,
                time % 4 == 2 ? null : since.AddSeconds(random.Next(1, 9_000)),
                Zone
            );
            var every = await costs.Every(span, null, TestContext.Current.CancellationToken);
            foreach (var by in CostReport.Groupings.Where(one => one != "persona"))
            {
                var one = await costs.By(by, span, null, TestContext.Current.CancellationToken);
                Assert.Equal(Lines(one), Lines(every.Single(report => report.By == by)));
                Assert.Equal(await Rows(by, span), Lines(one));
            }
        }
    }

    [Fact]
    public async Task Are_told_of_the_dearest_alone_with_what_all_cost()
    {
        var (one, other) = ((await Sessions())[0], (await Sessions())[1]);
        await postgres.Run($"{Ledger(one, "dear", 5)}; {Ledger(other, "cheap", 2)}");
        var costs = new CostStore(postgres.Database, TimeProvider.System);
        var span = new CostSpan(null, null, Zone) { GroupsMax = 1 };

        var every = await costs.Every(span, null, TestContext.Current.CancellationToken);

        var models = every.Single(report => report.By == "model");
        var known = await costs.By("model", span, null, TestContext.Current.CancellationToken);
        Assert.Equal((known.Count, known.CostUsd), (models.Count, models.CostUsd));
        Assert.Equal(known.Groups.Single().Name, models.Groups.Single().Name);
        Assert.True(models.Count >= 2);
        Assert.NotEmpty(every.Single(report => report.By == "day").Groups);
    }

    private static string Ledger(Guid session, string model, int cost) =>
        $"""
        insert into v2.cost_ledger (session_id, request_key, model, token_kind, tokens, cost_usd, used_at)
        values ('{session}', '{Guid.NewGuid()}', '{model}', 'output', 1, {cost}, '2026-05-01')
        """;

    // The last has no more than what its gate told of.
    private async Task<Guid[]> Sessions()
    {
        Guid[] ids = [Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid()];
        foreach (var id in ids)
            await postgres.Run(
                $"insert into v2.sessions (id, project_path, started_at) values ('{id}', '/tmp/{id.ToString()[0]}', now())"
            );
        return ids;
    }

    private static string Change(Random random, Guid[] sessions, string key)
    {
        var session = sessions[random.Next(2)];
        var (some, at) = (random.Next(2, 5), Began.AddSeconds(random.Next(7_200)));
        return random.Next(6) switch
        {
            0 => $"delete from v2.cost_ledger where session_id = '{session}' and hashtext(id::text) % {some} = 0",
            1 => $"""
            update v2.cost_ledger set tokens = tokens + {some}, cost_usd = case when hashtext(id::text) % 2 = 0 then cost_usd * 2 else 0.25 end,
              told_by = 'telemetry', skill = case when hashtext(id::text) % 3 = 0 then 'pdf' end
            where session_id = '{session}' and hashtext(id::text) % {some} = 1
            """,
            2 => $"""
            update v2.cost_ledger set model = 'n', used_at = '{at:O}', cost_usd = null, agent = 'Plan'
            where session_id = '{session}' and hashtext(id::text) % {some} = 1
            """,
            3 => $"""
            insert into v2.audit_log (session_id, action, detail, at)
            select '{sessions[random.Next(3)]}', 'turn.step', jsonb_strip_nulls(jsonb_build_object('model', 'm', 'input', '{some}', 'output',
              '7', 'cache_read', '11', 'cache_write', '3', 'cost_usd', case when n % 2 = 0 then '0.0001000001' end)),
              '{at:O}'::timestamptz + n * interval '5 minutes' from generate_series(1, {some}) n
            """,
            _ => $"""
            insert into v2.cost_ledger (session_id, request_key, model, token_kind, tokens, cost_usd, used_at, skill, agent, mcp_server, told_by)
            select '{session}', '{key}-' || n, (array['m', 'n', 'o'])[1 + n % 3], k, n * 10 + {some},
              case when n % 4 > 0 then n * 0.000000001 + 0.01 end, '{at:O}'::timestamptz + n * interval '3 minutes',
              (array['pdf', null, null])[1 + n % 3], (array['Explore', null])[1 + n % 2], (array[null, 'github'])[1 + n % 2],
              (array['transcript', 'telemetry'])[1 + n % 2]
            from generate_series(1, {some * 4}) n, unnest(array['{string.Join("','", Kinds)}']) k
            """,
        };
    }

    private static IEnumerable<string> Lines(CostReport report) =>
        report
            .Groups.Select(one =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{one.Name} {one.Requests} {one.Input} {one.Output} {one.CacheWrite5m} {one.CacheWrite1h} "
                        + $"{one.CacheRead} {one.CostUsd:0.000000000000} [{string.Join(',', one.Unpriced)}] {one.Sources}"
                )
            )
            .Order(StringComparer.Ordinal);

    // The same from each row, one by one.
    private async Task<IEnumerable<string>> Rows(string by, CostSpan span)
    {
        var rows = new List<(string? Name, string Model, string By, string Kind, long Tokens, decimal? Cost)>();
        var name = by switch
        {
            "day" => $"to_char(at at time zone '{Zone}', 'YYYY-MM-DD')",
            "project" => "coalesce(s.project_key, s.project_path)",
            "session" => "s.id::text",
            "mcp" => "mcp_server",
            _ => by,
        };
        await using var command = postgres.Database.CreateCommand(
            $"""
            select {name}, model, told_by, token_kind, tokens, cost_usd from (
              select session_id, model, used_at as at, told_by, skill, agent, mcp_server, token_kind, tokens, cost_usd from v2.cost_ledger
              union all
              select session_id, detail ->> 'model', at, 'gate', null, null, null, k.kind, (detail ->> k.key)::bigint,
                case k.kind when 'output' then (detail ->> 'cost_usd')::numeric else case when detail ? 'cost_usd' then 0 end end
              from v2.audit_log a, (values ('input', 'input'), ('output', 'output'), ('cache_read', 'cache_read'), ('cache_write_5m', 'cache_write'))
                as k (kind, key)
              where action = 'turn.step' and not exists (
                select from v2.cost_ledger l where l.session_id = a.session_id and l.token_kind = 'output')) u
            join v2.sessions s on s.id = u.session_id
            where at >= '{span.Since ?? DateTimeOffset.MinValue.AddDays(1):O}' and at < '{span.Until ?? new(9000, 1, 1, 0, 0, 0, TimeSpan.Zero):O}'
            """
        );
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            rows.Add(
                (
                    reader.IsDBNull(0) ? null : reader.GetString(0),
                    reader.GetString(1),
                    reader.GetString(2),
                    reader.GetString(3),
                    reader.GetInt64(4),
                    reader.IsDBNull(5) ? null : reader.GetDecimal(5)
                )
            );
        return Lines(
            new(
                by,
                [
                    .. rows.GroupBy(row => row.Name)
                        .Select(group => new CostGroup(group.Key)
                        {
                            Requests = group.Count(row => row.Kind == "output"),
                            Input = Of(group, "input"),
                            Output = Of(group, "output"),
                            CacheRead = Of(group, "cache_read"),
                            CacheWrite5m = Of(group, "cache_write_5m"),
                            CacheWrite1h = Of(group, "cache_write_1h"),
                            CostUsd = group.Sum(row => row.Cost ?? 0),
                            Unpriced =
                            [
                                .. group
                                    .Where(row => row is { Cost: null, Tokens: > 0 })
                                    .Select(row => row.Model)
                                    .Distinct()
                                    .Order(StringComparer.Ordinal),
                            ],
                            Sources = new(Told(group, "transcript"), Told(group, "telemetry"), Told(group, "gate")),
                        }),
                ]
            )
        );

        static long Of(IEnumerable<(string?, string, string, string Kind, long Tokens, decimal?)> group, string kind) =>
            group.Where(row => row.Kind == kind).Sum(row => row.Tokens);

        static long Told(IEnumerable<(string?, string, string By, string Kind, long, decimal?)> group, string by) =>
            group.Count(row => row.Kind == "output" && row.By == by);
    }
}
