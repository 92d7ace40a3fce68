using Brain.Domain.Pipelines;
using Brain.Messages.Pipelines;
using Brain.Postgres.Pipelines;
using Npgsql;

namespace Brain.Tests.Pipelines;

/// <summary>Moves of many runs that are written at the same time, and so in groups.</summary>
public sealed class MovesAtOnce(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private static readonly MoveRun Said = new(RunMove.Reach);
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;

    private readonly PipelineStore _store = new(postgres.Database);
    private Pipeline _groceries = null!;

    public async ValueTask InitializeAsync() =>
        _groceries = (
            await _store.Version(
                await postgres.Read<Guid>("select id from v2.pipelines where name = 'groceries'"),
                TestContext.Current.CancellationToken
            )
        )!;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Are_all_written()
    {
        var runs = await Begun(100);

        Assert.All(await Task.WhenAll(runs.Select(run => _store.Record(Late(run)))), Assert.True);

        Assert.Equal(100L, await Told(runs));
    }

    [Fact]
    public async Task Fail_alone_when_their_run_was_moved_by_somebody_else()
    {
        var runs = await Begun(40);

        var written = await Task.WhenAll(
            runs.Select((run, place) => _store.Record(Late(run) with { Known = place == 11 ? 7 : run.Events }))
        );

        Assert.Equal([11], written.Index().Where(one => !one.Item).Select(one => one.Index));
        Assert.Equal(39L, await Told(runs));
    }

    [Fact]
    public async Task Fail_alone_when_their_rows_break_a_rule()
    {
        var runs = await Begun(40);

        var writes = runs.Select(
                (run, place) => _store.Record(Late(run) with { Status = place == 11 ? "lost" : "open" })
            )
            .ToArray();

        await Assert.ThrowsAsync<PostgresException>(() => writes[11]);
        Assert.All(await Task.WhenAll(writes.Where((_, place) => place != 11)), Assert.True);
        Assert.Equal(39L, await Told(runs));
    }

    [Fact]
    public async Task Wait_only_shortly_for_a_row_that_somebody_holds()
    {
        var runs = await Begun(40);
        await using var holder = await postgres.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var transaction = await holder.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using (
            var command = new NpgsqlCommand(
                $"select from v2.pipeline_runs where id = '{runs[11].Id}' for update",
                holder
            )
        )
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        var writes = runs.Select(run => _store.Record(Late(run))).ToArray();

        Assert.All(
            await Task.WhenAll(writes.Where((_, place) => place != 11))
                .WaitAsync(TimeSpan.FromMinutes(3), TestContext.Current.CancellationToken),
            Assert.True
        );
        var held = await Assert.ThrowsAsync<PostgresException>(() => writes[11]);
        Assert.Equal(PostgresErrorCodes.LockNotAvailable, held.SqlState);
        Assert.Equal(39L, await Told(runs));
    }

    private static RunChange Late(Run run) =>
        RunChange.Of(run.Check(Now.AddDays(1)), Said, new(null, new("home", 3, [], null)));

    private async Task<Run[]> Begun(int count)
    {
        var begun = Enumerable
            .Range(0, count)
            .Select(_ => Run.Of(Guid.NewGuid(), _groceries, Now))
            .Select(run => (Run: run, Moved: run.Begin(Now)))
            .ToArray();
        var written = await Task.WhenAll(
            begun.Select(one =>
                _store.Record(RunChange.Of(one.Moved, Said, new(null, null)) with { Begins = one.Run.Begins() })
            )
        );
        Assert.All(written, Assert.True);
        return [.. begun.Select(one => one.Moved.Next)];
    }

    // Breaks with their comment and their message.
    private Task<long> Told(Run[] runs) =>
        postgres.Read<long>(
            $"""
            select count(*) from v2.invariant_events e join v2.persona_comments c on c.event_id = e.id join v2.notifications n on n.event_id = e.id
            where e.status = 'broken' and e.run_id in ({string.Join(',', runs.Select(run => $"'{run.Id}'"))})
            """
        );
}
