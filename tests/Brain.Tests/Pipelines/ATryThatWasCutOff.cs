using Brain.Postgres.Pipelines;

namespace Brain.Tests.Pipelines;

/// <summary>
/// The outbox between several silos, and after one that died. The kills themselves are in the acceptance tests.
/// </summary>
public sealed class ATryThatWasCutOff(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IDisposable
{
    private readonly SomeNotifier _silo = new(postgres);

    public void Dispose() => _silo.Dispose();

    [Fact]
    public async Task Is_nobodys_until_its_lease_is_over()
    {
        var id = await SomeNotification.Row(postgres);

        var first = Assert.Single(await _silo.Store.Claim(4, topic: null, default));
        Assert.Empty(await _silo.Store.Claim(4, topic: null, default));
        Assert.InRange((await _silo.Store.NextIn(hasTopic: false, default))!.Value.TotalSeconds, 55, 60);
        Assert.Equal((id, 1, false), (first.Id, first.Try, first.IsDoubtful));

        await SomeNotification.IsDue(postgres);
        var second = Assert.Single(await _silo.Store.Claim(4, topic: null, default));
        Assert.Equal((id, 2, true), (second.Id, second.Try, second.IsDoubtful));
        Assert.Equal(first.FirstTriedAt, second.FirstTriedAt);
    }

    [Fact]
    public async Task Notes_nothing_once_another_was_begun()
    {
        var id = await SomeNotification.Row(postgres);
        var slow = (await _silo.Store.Claim(4, topic: null, default))[0];
        await SomeNotification.IsDue(postgres);
        var next = (await _silo.Store.Claim(4, topic: null, default))[0];

        Assert.False(await _silo.Store.Sent(slow, "slow"));
        Assert.False(await _silo.Store.NotSent(slow, "slow", TimeSpan.Zero, mayHaveArrived: true));
        Assert.Equal("pending 2 - -", await SomeNotification.State(postgres, id));

        Assert.True(await _silo.Store.Sent(next, "next"));
        Assert.False(await _silo.Store.Sent(next, "again"));
        Assert.False(await _silo.Store.NotSent(next, "again", next: null, mayHaveArrived: true));
        Assert.Equal("sent 2 next -", await SomeNotification.State(postgres, id));
    }

    [Fact]
    public async Task Before_its_request_is_made_up_for()
    {
        await using var server = await FakeNtfyServer.Start();
        _silo.Configure(server.Url);
        var id = await SomeNotification.Row(postgres);
        await _silo.Store.Claim(4, topic: null, default);

        await _silo.LookAgain();

        Assert.Equal((1, 1, 1), (server.Polls.Count, server.Published.Count, server.Seen.Count));
        Assert.StartsWith("sent 2", await SomeNotification.State(postgres, id), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_remembered_behind_tries_that_failed_for_sure()
    {
        await using var server = await FakeNtfyServer.Start();
        server.KnowsSequences = false;
        server.Next(NtfyTrouble.TooMany, NtfyTrouble.ResetAfterKeeping, NtfyTrouble.TooMany);
        _silo.Configure(server.Url);
        await SomeNotification.Row(postgres);

        for (var look = 0; look < 3; look++)
            await _silo.LookAgain();

        Assert.Equal((2, 1, 1), (server.Published.Count, server.Polls.Count, server.Seen.Count));
    }

    [Theory]
    [InlineData(true, "sent 83")]
    [InlineData(false, "failed 83 - Given up after 82 tries: none was finished.")]
    public async Task Of_the_last_one_is_only_looked_up(bool hadArrived, string state)
    {
        await using var server = await FakeNtfyServer.Start();
        server.Next(hadArrived ? NtfyTrouble.ResetAfterKeeping : NtfyTrouble.Reset);
        _silo.Configure(server.Url);
        var id = await SomeNotification.Row(postgres);
        await _silo.Look();
        await postgres.Run("update v2.notifications set attempts = 82");

        await _silo.LookAgain();

        Assert.Single(server.Published);
        Assert.StartsWith(state, await SomeNotification.State(postgres, id), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_no_other_silos_try()
    {
        await using var server = await FakeNtfyServer.Start();
        server.KnowsSequences = false;
        using var other = new SomeNotifier(postgres);
        _silo.Configure(server.Url);
        other.Configure(server.Url);
        await SomeNotification.Row(postgres);
        for (var more = 0; more < 40; more++)
            await SomeNotification.Another(postgres);

        await Task.WhenAll(_silo.Look(), other.Look(), _silo.Look(), other.Look());

        Assert.Equal((41, 41, 0), (server.Published.Count, server.Seen.Count, server.Polls.Count));
        Assert.Equal(
            41,
            await postgres.Read<long>("select count(*) from v2.notifications where status = 'sent' and attempts = 1")
        );
    }

    [Fact]
    public async Task Is_counted_for_the_doctor()
    {
        await using var server = await FakeNtfyServer.Start();
        _silo.Configure(server.Url);
        await SomeNotification.Row(postgres, "docs");
        await _silo.Look();
        await SomeNotification.Another(postgres);
        await _silo.Look();
        server.Next(NtfyTrouble.TooMany);
        await SomeNotification.Another(postgres);
        await _silo.Look();
        await SomeNotification.Another(postgres);

        Assert.Equal(
            new NotificationCounts(
                Pending: 2,
                Failing: 1,
                Failed: 1,
                Sent: 1,
                "HTTP 429, \"limit reached: too many requests\"."
            ),
            await _silo.Store.Report(default)
        );
    }
}
