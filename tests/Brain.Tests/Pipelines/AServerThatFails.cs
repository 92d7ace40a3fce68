namespace Brain.Tests.Pipelines;

/// <summary>What becomes of a message when the server, or the way there, fails.</summary>
public sealed class AServerThatFails(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IDisposable
{
    private const string Token = "tk_AgQdq7mVBoFD37zQVN29RhuMzNIz2";

    private readonly SomeNotifier _silo = new(postgres);

    public void Dispose() => _silo.Dispose();

    // Asks says whether the server is asked first what it has: not when it is known that nothing can have arrived.
    [Theory]
    [InlineData(NtfyTrouble.TooMany, true, 2, 0, "HTTP 429, \"limit reached: too many requests\".")]
    [InlineData(NtfyTrouble.Starting, true, 2, 0, "HTTP 404.")]
    [InlineData(
        NtfyTrouble.Moved,
        true,
        2,
        0,
        "HTTP 308, which leads elsewhere, and messages don't follow; name that address in \"server\"."
    )]
    [InlineData(
        NtfyTrouble.Portal,
        true,
        2,
        1,
        "HTTP 200, and not what ntfy answers; is it ntfy that \"server\" names?"
    )]
    [InlineData(NtfyTrouble.Broken, true, 2, 1, "HTTP 500, \"internal server error\".")]
    [InlineData(NtfyTrouble.BrokenAfterKeeping, false, 1, 1, "HTTP 500, \"internal server error\".")]
    [InlineData(NtfyTrouble.Reset, true, 2, 1, "The connection broke off: ")]
    [InlineData(NtfyTrouble.ResetAfterKeeping, false, 1, 1, "The connection broke off: ")]
    [InlineData(NtfyTrouble.Truncated, false, 1, 1, "The connection broke off: ")]
    public async Task Gets_each_message_once_in_the_end(
        NtfyTrouble trouble,
        bool isRepeated,
        int published,
        int polls,
        string why
    )
    {
        await using var server = await FakeNtfyServer.Start();
        // Nothing but the question keeps an old server from showing a message twice.
        server.KnowsSequences = isRepeated;
        _silo.Configure(server.Url);
        // A connection that was used before, so that a client that repeats by itself would be caught.
        await SomeNotification.Row(postgres, "before");
        await _silo.Look();
        server.Next(trouble);
        var id = await SomeNotification.Row(postgres);

        await _silo.Look();
        Assert.StartsWith($"pending 1 - {why}", await SomeNotification.State(postgres, id), StringComparison.Ordinal);
        Assert.InRange(await SomeNotification.Pause(postgres, id), 4, 6);

        await _silo.LookAgain();
        var seen = Assert.Single(server.Seen, message => (string?)message["topic"] == "home");
        Assert.Equal($"sent 2 {seen["id"]} -", await SomeNotification.State(postgres, id));
        Assert.Equal((published, polls), (server.Published.Count - 1, server.Polls.Count));
    }

    [Theory]
    [InlineData(NtfyTrouble.Hang, 2)]
    [InlineData(NtfyTrouble.HangAfterKeeping, 1)]
    public async Task Is_not_waited_for_longer_than_ten_seconds(NtfyTrouble trouble, int published)
    {
        await using var server = await FakeNtfyServer.Start();
        server.KnowsSequences = false;
        server.Next(trouble);
        _silo.Configure(server.Url);
        var id = await SomeNotification.Row(postgres);

        var look = _silo.Look();
        await server.Hanging();
        _silo.Clock.Advance(TimeSpan.FromSeconds(9.9));
        Assert.Equal("pending 1 - -", await SomeNotification.State(postgres, id));
        _silo.Clock.Advance(TimeSpan.FromSeconds(0.2));
        await look;
        Assert.Equal("pending 1 - No whole answer within 10 s.", await SomeNotification.State(postgres, id));

        await _silo.LookAgain();
        Assert.Single(server.Seen);
        Assert.Equal(published, server.Published.Count);
        Assert.StartsWith("sent 2", await SomeNotification.State(postgres, id), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Need_not_be_there_yet()
    {
        var id = await SomeNotification.Row(postgres);
        _silo.Configure("http://127.0.0.1:1");
        await _silo.Look();
        Assert.StartsWith(
            "pending 1 - No connection: Connection refused",
            await SomeNotification.State(postgres, id),
            StringComparison.Ordinal
        );

        await using var server = await FakeNtfyServer.Start();
        _silo.Configure(server.Url);
        await _silo.LookAgain();
        Assert.Equal(("POST", 1), (Assert.Single(server.Requests).Method, server.Seen.Count));
    }

    [Theory]
    [InlineData("120", 120)]
    [InlineData("86400", 3600)]
    [InlineData("soon", 4)]
    public async Task Says_when_to_come_back(string retryAfter, double atLeast)
    {
        await using var server = await FakeNtfyServer.Start();
        server.RetryAfter = retryAfter;
        server.Next(NtfyTrouble.TooMany);
        _silo.Configure(server.Url);
        var id = await SomeNotification.Row(postgres);

        await _silo.Look();

        Assert.InRange(await SomeNotification.Pause(postgres, id), atLeast - 0.01, atLeast + 2.01);
        await _silo.Look();
        Assert.Single(server.Published);
    }

    [Fact]
    public async Task Says_at_which_time_to_come_back()
    {
        await using var server = await FakeNtfyServer.Start();
        server.RetryAfter = _silo.Clock.GetUtcNow().AddSeconds(300).ToString("R");
        server.Next(NtfyTrouble.TooMany);
        _silo.Configure(server.Url);
        var id = await SomeNotification.Row(postgres);

        await _silo.Look();

        Assert.InRange(await SomeNotification.Pause(postgres, id), 298, 301);
    }

    [Theory]
    [InlineData("docs", "HTTP 400, \"invalid request: topic name is not allowed\".")]
    [InlineData("app", "HTTP 400, \"invalid request: topic name is not allowed\".")]
    public async Task Is_not_asked_again_when_it_says_never(string topic, string why)
    {
        await using var server = await FakeNtfyServer.Start();
        _silo.Configure(server.Url);
        var id = await SomeNotification.Row(postgres, topic);

        await _silo.Look();
        await _silo.LookAgain();

        Assert.Equal($"failed 1 - {why}", await SomeNotification.State(postgres, id));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Is_given_up_after_three_days()
    {
        await using var server = await FakeNtfyServer.Start();
        server.Next([.. Enumerable.Repeat(NtfyTrouble.TooMany, 90)]);
        _silo.Configure(server.Url);
        var id = await SomeNotification.Row(postgres);

        for (var look = 1; look <= 85; look++)
            await _silo.LookAgain();

        Assert.Equal(
            "failed 82 - Given up after 82 tries: HTTP 429, \"limit reached: too many requests\".",
            await SomeNotification.State(postgres, id)
        );
        Assert.Equal((82, 0, 0), (server.Published.Count, server.Polls.Count, server.Seen.Count));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task That_does_not_say_what_it_has_gets_it_again(bool isForbidden)
    {
        await using var server = await FakeNtfyServer.Start();
        (server.IsWriteOnly, server.IsForgetful, server.SignIn) = (isForbidden, !isForbidden, "Bearer " + Token);
        server.Next(NtfyTrouble.ResetAfterKeeping);
        _silo.Configure(server.Url, ("token_file", _silo.Secret(Token)));
        var id = await SomeNotification.Row(postgres);
        await _silo.Look();

        await _silo.LookAgain();

        // One message in people's apps: the second took the place of the first.
        Assert.Equal((2, 1, 2, 1), (server.Published.Count, server.Polls.Count, server.Kept.Count, server.Seen.Count));
        Assert.Equal(server.Published[0].Body, server.Published[1].Body);
        Assert.Contains(id.ToString("N"), server.Published[0].Body, StringComparison.Ordinal);
        Assert.StartsWith("sent 2", await SomeNotification.State(postgres, id), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Never_has_its_secret_told()
    {
        await using var server = await FakeNtfyServer.Start();
        server.SignIn = "Bearer tk_another";
        _silo.Configure(server.Url, ("token_file", _silo.Secret(Token)));
        var id = await SomeNotification.Row(postgres);

        await _silo.Look();
        Assert.Equal("pending 1 - HTTP 401, \"unauthorized\".", await SomeNotification.State(postgres, id));

        // Even when the server repeats it, and over several lines.
        server.SignIn = null;
        server.Saying = $"{Token} may not\n{new string('x', 400)}";
        server.Next(NtfyTrouble.TooMany);
        await _silo.LookAgain();
        var state = await SomeNotification.State(postgres, id);
        Assert.StartsWith("pending 2 - HTTP 429, \"[redacted] may not xxx", state, StringComparison.Ordinal);
        Assert.Equal(300, state.Length - "pending 2 - ".Length);
        Assert.DoesNotContain(Token, _silo.Said, StringComparison.Ordinal);
        Assert.Contains("try 2 failed", _silo.Said, StringComparison.Ordinal);
        Assert.Equal(
            0,
            await postgres.Read<long>($"select count(*) from v2.notifications_history h where h::text like '%{Token}%'")
        );
        await _silo.LookAgain();
        Assert.StartsWith("sent 3", await SomeNotification.State(postgres, id), StringComparison.Ordinal);
    }
}
