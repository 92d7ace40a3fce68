using System.Net;
using Npgsql;

namespace Brain.Tests.Health;

public sealed class TheReadinessOfASilo(SiloFixture silo) : IClassFixture<SiloFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Follows_what_the_database_takes()
    {
        await Becomes(HttpStatusCode.OK);
        await using var holder = await silo.Postgres.Database.OpenConnectionAsync(Stop);
        await using var transaction = await holder.BeginTransactionAsync(Stop);
        await using var held = new NpgsqlCommand("lock table v2.audit_log in access exclusive mode", holder);
        await held.ExecuteNonQueryAsync(Stop);

        Assert.Contains("not ready: ", await Becomes(HttpStatusCode.ServiceUnavailable), StringComparison.Ordinal);

        await transaction.RollbackAsync(Stop);
        Assert.Equal("ready\n", await Becomes(HttpStatusCode.OK));
    }

    private async Task<string> Becomes(HttpStatusCode status)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        limit.CancelAfter(TimeSpan.FromMinutes(3));
        while (true)
        {
            using var answer = await silo.Tcp.GetAsync("/readyz", limit.Token);
            if (answer.StatusCode == status)
                return await answer.Content.ReadAsStringAsync(limit.Token);
            await Task.Delay(100, limit.Token);
        }
    }
}
