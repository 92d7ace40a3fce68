namespace Brain.Tests.Pipelines;

/// <summary>What an ntfy server gets to see of a message.</summary>
public sealed class AMessageOnTheWire(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IDisposable
{
    private readonly SomeNotifier _silo = new(postgres);

    public void Dispose() => _silo.Dispose();

    [Fact]
    public async Task Is_ntfys_own_json()
    {
        await using var server = await FakeNtfyServer.Start();
        _silo.Configure(server.Url);
        var id = await SomeNotification.Row(
            postgres,
            "home-alerts",
            "4, '{warning,shopping_cart}', 'https://brain.example/runs?a=1&b=2'"
        );
        await postgres.Run(
            $"update v2.notifications set message = 'zu spät: <b>für ''alle''</b>' || chr(10) || '🥛' where id = '{id}'"
        );

        await _silo.Look();

        var request = Assert.Single(server.Requests);
        Assert.Equal(
            ("POST", "/", "application/json"),
            (request.Method, request.Path, request.Headers["Content-Type"])
        );
        Assert.False(request.Headers.ContainsKey("Authorization"));
        Assert.Equal(
            $$"""{"topic":"home-alerts","title":"{{SomeNotification.Title.Replace("\"", "\\\"").Replace("📚", "\\uD83D\\uDCDA")}}","message":"zu spät: <b>für 'alle'</b>\n\uD83E\uDD5B","priority":4"""
                + $$""","tags":["warning","shopping_cart"],"click":"https://brain.example/runs?a=1&b=2","sequence_id":"{{id:N}}"}""",
            request.Body
        );
        Assert.Equal($"sent 1 {server.Kept[0]["id"]} -", await SomeNotification.State(postgres, id));
    }

    [Fact]
    public async Task Has_nothing_that_a_screen_would_obey()
    {
        await using var server = await FakeNtfyServer.Start();
        _silo.Configure(server.Url);
        var id = await SomeNotification.Row(postgres);
        await postgres.Run(
            "update v2.notifications set title = E'a\\u001B[31mb\\u202Ec\\nd', message = E'e\\u009Bf\\u200B\\ng' "
                + $"where id = '{id}'"
        );

        await _silo.Look();

        Assert.Contains(
            "\"title\":\"abc d\",\"message\":\"e\\ng\"",
            server.Published[0].Body,
            StringComparison.Ordinal
        );
        Assert.StartsWith("sent 1", await SomeNotification.State(postgres, id), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Leaves_out_what_is_not_there()
    {
        await using var server = await FakeNtfyServer.Start();
        _silo.Configure(server.Url);
        await SomeNotification.Row(postgres);

        await _silo.Look();

        Assert.DoesNotContain("tags", server.Published[0].Body, StringComparison.Ordinal);
        Assert.DoesNotContain("click", server.Published[0].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fits_in_whatever_letters_it_is_written()
    {
        await using var server = await FakeNtfyServer.Start();
        _silo.Configure(server.Url);
        var id = await SomeNotification.Row(postgres);
        await postgres.Run(
            "update v2.notifications set title = repeat('題', 250), message = repeat('文', 1000), click = "
                + $"rpad('https://x/', 1000, 'x') where id = '{id}'"
        );

        await _silo.Look();

        Assert.StartsWith("sent", await SomeNotification.State(postgres, id), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("token_file", null, "Bearer tk_AgQdq7mVBoFD37zQVN29RhuMzNIz2")]
    [InlineData("password_file", "phil", "Basic cGhpbDp0a19BZ1FkcTdtVkJvRkQzN3pRVk4yOVJodU16Tkl6Mg==")]
    public async Task Is_signed_in_with_a_token_or_a_password(string word, string? user, string signIn)
    {
        await using var server = await FakeNtfyServer.Start();
        server.SignIn = signIn;
        var file = _silo.Secret("tk_AgQdq7mVBoFD37zQVN29RhuMzNIz2\n");
        _silo.Configure(server.Url, user is null ? [(word, file)] : [(word, file), ("user", user)]);
        var id = await SomeNotification.Row(postgres);

        await _silo.Look();

        Assert.Equal(signIn, server.Published[0].Headers["Authorization"]);
        Assert.StartsWith("sent 1", await SomeNotification.State(postgres, id), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    public async Task Reaches_a_server_below_a_path(string end)
    {
        await using var server = await FakeNtfyServer.Start("/push/ntfy");
        _silo.Configure(server.Url + end);
        var id = await SomeNotification.Row(postgres);
        server.Next(NtfyTrouble.ResetAfterKeeping);

        await _silo.Look();
        await _silo.LookAgain();

        Assert.Equal("/push/ntfy/", server.Published.Single().Path);
        Assert.StartsWith("/push/ntfy/home/json?poll=1&since=", server.Polls.Single().Path, StringComparison.Ordinal);
        Assert.StartsWith("sent 2", await SomeNotification.State(postgres, id), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Goes_nowhere_while_no_server_is_configured()
    {
        await using var server = await FakeNtfyServer.Start();
        var id = await SomeNotification.Row(postgres);

        await _silo.Look();
        Assert.Equal("pending 0 - -", await SomeNotification.State(postgres, id));

        _silo.Configure(server.Url);
        await _silo.Look();
        Assert.StartsWith("sent 1", await SomeNotification.State(postgres, id), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Waits_while_the_settings_are_wrong_and_says_so()
    {
        await using var server = await FakeNtfyServer.Start();
        var file = _silo.Secret("tk_secret_of_mine", UnixFileMode.UserRead | UnixFileMode.OtherRead);
        _silo.Configure(server.Url, ("token_file", file));
        var id = await SomeNotification.Row(postgres);

        await _silo.Look();
        Assert.Matches(
            "^pending 0 - Nothing is sent to ntfy: .*secret.* has mode 0404; expected",
            await SomeNotification.State(postgres, id)
        );
        Assert.Empty(server.Requests);

        File.SetUnixFileMode(file, UnixFileMode.UserRead);
        await _silo.Look();
        Assert.Equal($"sent 1 {server.Kept[0]["id"]} -", await SomeNotification.State(postgres, id));
    }
}
