namespace Brain.Tests.Pipelines;

/// <summary>
/// A server that has enough, or is not there, is left alone by all messages, and not only by the one that found out.
/// </summary>
public sealed class AServerThatHasEnough(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IDisposable
{
    private readonly SomeNotifier _silo = new(postgres);

    public void Dispose() => _silo.Dispose();

    [Theory]
    [InlineData(NtfyTrouble.TooMany, null, 6)]
    [InlineData(NtfyTrouble.TooMany, "120", 120)]
    [InlineData(NtfyTrouble.Unavailable, null, 6)]
    [InlineData(NtfyTrouble.Unavailable, "120", 120)]
    public async Task Is_left_alone_for_as_long_as_it_asks(NtfyTrouble trouble, string? asked, double seconds)
    {
        await using var server = await FakeNtfyServer.Start();
        _silo.Configure(server.Url);
        server.RetryAfter = asked;
        server.Next(trouble);
        await SomeNotification.Row(postgres);
        await _silo.Look();
        await Wave(20);

        Assert.InRange((await _silo.Notifier.SendDue(default))!.Value.TotalSeconds, (seconds * 2 / 3) - 0.1, seconds);
        Assert.Single(server.Requests);
        Assert.Equal(20, await Untried());

        _silo.Clock.Advance(TimeSpan.FromSeconds(seconds));
        await postgres.Run("update v2.notifications set next_at = next_at + interval '1 hour' where attempts > 0");
        await _silo.Look();
        Assert.Equal((21, 0), (server.Published.Count, await Untried()));
    }

    [Fact]
    public async Task Is_asked_once_per_pause_and_not_once_per_message()
    {
        await using var server = await FakeNtfyServer.Start();
        _silo.Configure(server.Url);
        server.Next([.. Enumerable.Repeat(NtfyTrouble.TooMany, 1_000)]);
        await SomeNotification.Row(postgres);
        await Wave(40);

        await _silo.Look();
        var first = server.Requests.Count;
        Assert.InRange(first, 1, 4);
        for (var pause = 1; pause <= 5; pause++)
        {
            await _silo.Look();
            _silo.Clock.Advance(TimeSpan.FromHours(1));
            await _silo.Look();
            Assert.Equal(first + pause, server.Requests.Count);
        }

        Assert.Equal(first + 5, await postgres.Read<long>("select sum(attempts)::bigint from v2.notifications"));
    }

    [Fact]
    public async Task Is_probed_while_it_is_down_and_gets_all_when_it_is_back()
    {
        await SomeNotification.Row(postgres);
        await Wave(40);
        _silo.Configure("http://127.0.0.1:1");
        await _silo.Look();
        var first = await postgres.Read<long>("select sum(attempts)::bigint from v2.notifications");
        for (var pause = 1; pause <= 5; pause++)
        {
            await _silo.Look();
            _silo.Clock.Advance(TimeSpan.FromHours(1));
            await _silo.Look();
            Assert.Equal(
                first + pause,
                await postgres.Read<long>("select sum(attempts)::bigint from v2.notifications")
            );
        }

        // Another server has not had enough.
        await using var server = await FakeNtfyServer.Start();
        _silo.Configure(server.Url);
        await SomeNotification.IsDue(postgres);
        await _silo.Look();
        Assert.Equal((41, 41), (server.Published.Count, server.Seen.Count));
    }

    [Fact]
    public async Task Is_asked_again_by_each_that_another_trouble_befell()
    {
        await using var server = await FakeNtfyServer.Start();
        _silo.Configure(server.Url);
        server.Next(NtfyTrouble.Broken);
        var id = await SomeNotification.Row(postgres);
        await _silo.Look();
        await Wave(10);

        await _silo.Look();

        Assert.Equal(10, server.Seen.Count);
        Assert.StartsWith("pending 1", await SomeNotification.State(postgres, id), StringComparison.Ordinal);
    }

    private async Task Wave(int messages)
    {
        for (var more = 0; more < messages; more++)
            await SomeNotification.Another(postgres);
    }

    private Task<long> Untried() => postgres.Read<long>("select count(*) from v2.notifications where attempts = 0");
}
