using Brain.Postgres.Health;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace Brain.Tests.Health;

public sealed class ACommitWatch : IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly FakeTimeProvider _clock = new();
    private readonly CommitWatch _watch;

    public ACommitWatch() => _watch = new(_clock);

    public void Dispose() => _watch.Dispose();

    [Fact]
    public async Task Knows_how_long_a_commit_is_on_its_way()
    {
        var (first, second) = (new TaskCompletionSource(), new TaskCompletionSource());
        var following = _watch.Follow(first.Task);
        _clock.Advance(Second);
        var other = _watch.Follow(second.Task);
        _clock.Advance(Second);

        Assert.Equal(2 * Second, _watch.PendingFor);
        first.SetResult();
        await following;
        Assert.Equal(Second, _watch.PendingFor);
        second.SetResult();
        await other;
        Assert.Equal(TimeSpan.Zero, _watch.PendingFor);
    }

    [Fact]
    public async Task Vouches_for_the_database_only_for_a_while()
    {
        Assert.False(_watch.HasCommittedWithin(Second));
        await _watch.Follow(Task.CompletedTask);

        Assert.True(_watch.HasCommittedWithin(Second));
        _clock.Advance(Second);
        Assert.False(_watch.HasCommittedWithin(Second));
    }

    [Fact]
    public async Task Raises_doubt_when_the_database_fails_and_not_when_rows_do()
    {
        await Fail(new PostgresException("twice", "ERROR", "ERROR", "23505"));
        Assert.False(await _watch.AwaitDoubt(TimeSpan.Zero, TestContext.Current.CancellationToken));

        await Fail(new NpgsqlException("gone"));
        Assert.True(await _watch.AwaitDoubt(TimeSpan.Zero, TestContext.Current.CancellationToken));
        Assert.False(_watch.TakeTimedOut());

        await Fail(new TimeoutException());
        Assert.True(_watch.TakeTimedOut());
        Assert.False(_watch.TakeTimedOut());
    }

    private async Task Fail(Exception fault) =>
        Assert.Same(fault, await Record.ExceptionAsync(() => _watch.Follow(Task.FromException(fault))));
}
