using System.Globalization;
using Brain.Grains.Abstractions.Sessions;
using Brain.Messages.Sessions;

namespace Brain.Tests.Costs;

public sealed class PricesThatChange(SiloFixture silo) : IClassFixture<SiloFixture>
{
    private static readonly TimeSpan SeenMax = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task Price_the_ledger_anew_but_for_what_the_agent_said()
    {
        var id = await Opened();
        // Of one nobody knows a price, of one the agent told it, of one the list does.
        await Count(id, Used(id, "a", "mystery-9"));
        await Count(id, Used(id, "b", "mystery-9") with { ToldUsd = 7 });
        await Count(id, Used(id, "c", "claude-opus-5-5"));
        await Kept();
        Assert.Equal(["a | ", "b | 7", "c | 20"], await Costs(id));
        var versions = await Versions(id, "c");

        await Prices(30);
        await Eventually(id, "a | 30", "b | 7", "c | 20");

        await Prices(40);
        await Eventually(id, "a | 40", "b | 7", "c | 20");
        Assert.Equal(versions, await Versions(id, "c"));
        await silo.Postgres.AreThoseOfTheRows();
        Assert.Equal(["67"], await Lines($"select sum(usd)::float8 from brain.used where session_id = '{id}'"));

        await Prices(null);
        await Eventually(id, "a | ", "b | 7", "c | 20");
        Assert.Equal(["27"], await Lines($"select sum(usd)::float8 from brain.used where session_id = '{id}'"));
    }

    // By which prices the ledger is priced is known from soon after the start on.
    private async Task Kept()
    {
        for (var until = DateTime.UtcNow + SeenMax; (await Lines("select 1 from brain.prices_in_force")).Length == 0;)
        {
            Assert.True(DateTime.UtcNow < until, "Nobody said which prices are in force.");
            await Task.Delay(100);
        }
    }

    private async Task Prices(int? output)
    {
        var file = silo.Settings.PricesFile;
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"model": "mystery-9", "input": 0, "output": {{output}}, "cache_read": 0, "cache_write_5m": 0, "cache_write_1h": 0}"""
        );
        await File.WriteAllTextAsync(file, $$"""{"prices": [{{(output is null ? "" : line)}}]}""");
    }

    private async Task Eventually(Guid id, params string[] costs)
    {
        var found = await Costs(id);
        for (var until = DateTime.UtcNow + SeenMax; !found.SequenceEqual(costs) && DateTime.UtcNow < until;)
        {
            await Task.Delay(100);
            found = await Costs(id);
        }

        Assert.Equal(costs, found);
    }

    private Task<string[]> Costs(Guid id) =>
        Lines(
            $"select right(message_id, 1), cost_usd::float8 from v2.cost_ledger where session_id = '{id}' and token_kind = 'output' order by 1"
        );

    private Task<long> Versions(Guid id, string which) =>
        silo.Postgres.Read<long>(
            $"select count(*) from v2.cost_ledger_history where session_id = '{id}' and message_id like '%{which}'"
        );

    private Task<string[]> Lines(string sql) => silo.Postgres.Lines(sql);

    private Task Count(Guid id, UsageEntry used) =>
        silo.Grains.GetGrain<ISessionGrain>(id).Count(new UsageFound([used]));

    private static UsageEntry Used(Guid id, string which, string model) =>
        new()
        {
            MessageId = $"msg_{id}{which}",
            RequestId = $"req_{id}{which}",
            Model = model,
            At = DateTimeOffset.UtcNow,
            Output = 1_000_000,
        };

    private async Task<Guid> Opened()
    {
        var id = Guid.NewGuid();
        await silo.HookOf(id, "SessionStart", ("source", "startup"));
        return id;
    }
}
