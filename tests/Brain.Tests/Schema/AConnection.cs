using Brain.Postgres;
using Brain.Postgres.Health;
using Npgsql;

namespace Brain.Tests.Schema;

public sealed class AConnection(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    // A function that never changes its answer is called while the statement is planned.
    private const string Slow =
        "create function public.slow(seconds float8) returns float8 immutable language plpgsql as "
        + "$$ begin perform pg_sleep(seconds); return seconds; end $$";

    [Fact]
    public async Task Serves_on_after_a_statement_was_given_up_while_it_was_planned()
    {
        await postgres.Run(Slow);
        await using var pool = BrainDatabase
            .Parse(postgres.Where.Npgsql + ";Maximum Pool Size=1;Minimum Pool Size=0")
            .Open();
        Assert.Equal(0, await Sleep(pool, 0, CancellationToken.None));
        using var stop = new CancellationTokenSource();

        var given = Sleep(pool, 3_600, stop.Token);
        await Until(sleeps: true);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
        var fault = await Record.ExceptionAsync(() => Sleep(pool, 0, CancellationToken.None));
        Assert.True(fault is null || DatabaseFault.IsDoubt(fault), $"{fault}");
        Assert.Equal(0, await Sleep(pool, 0, CancellationToken.None));
        await Until(sleeps: false);
    }

    [Fact]
    public async Task Has_no_statement_compiled()
    {
        await using var pool = postgres.Where.Open();
        await using var command = pool.CreateCommand("show jit");

        Assert.Equal("off", await command.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }

    private static async Task<double> Sleep(NpgsqlDataSource pool, double seconds, CancellationToken stop)
    {
        await using var command = pool.CreateCommand("select public.slow($1)");
        command.CommandTimeout = 600;
        command.Parameters.Add(new() { Value = seconds });
        return (double)(await command.ExecuteScalarAsync(stop))!;
    }

    private async Task Until(bool sleeps)
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        while (
            await postgres.Read<bool>(
                "select exists (select from pg_stat_activity where datname = current_database() "
                    + "and wait_event = 'PgSleep')"
            ) != sleeps
        )
            await Task.Delay(20, bound.Token);
    }
}
