using Brain.Postgres.Pipelines;

namespace Brain.Tests.Pipelines;

/// <summary>A message whose pipeline names no topic goes where brain.json says when it is sent.</summary>
public sealed class AMessageWithoutATopic(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IDisposable
{
    private const string NoTopic =
        "No topic: name one as \"topic\" in \"ntfy\" of brain.json, or in the pipeline's definition.";

    private readonly SomeNotifier _silo = new(postgres);

    public void Dispose() => _silo.Dispose();

    [Fact]
    public async Task Goes_where_brain_json_says_by_then()
    {
        await using var server = await FakeNtfyServer.Start();
        _silo.Configure(server.Url);
        var id = await SomeNotification.Row(postgres, topic: null);
        server.Next(NtfyTrouble.ResetAfterKeeping);

        await _silo.Look();
        await _silo.LookAgain();

        Assert.Equal("home", (string?)Assert.Single(server.Seen)["topic"]);
        // Also when it is asked whether it is there.
        Assert.StartsWith("/home/json", server.Polls.Single().Path, StringComparison.Ordinal);
        Assert.StartsWith("sent 2", await SomeNotification.State(postgres, id), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Waits_while_there_is_none_and_says_so()
    {
        await using var server = await FakeNtfyServer.Start();
        _silo.Write($$"""{ "ntfy": { "server": "{{server.Url}}" } }""");
        var id = await SomeNotification.Row(postgres, topic: null);
        var other = await SomeNotification.Another(postgres, "releases");

        // Nothing is due, for nothing can be done: it looks again when it always does.
        Assert.Null(await _silo.Notifier.SendDue(default));
        await _silo.Look();

        Assert.Equal($"pending 0 - {NoTopic}", await SomeNotification.State(postgres, id));
        Assert.StartsWith("sent 1", await SomeNotification.State(postgres, other), StringComparison.Ordinal);
        Assert.Equal(
            new NotificationCounts(Pending: 1, Failing: 1, Failed: 0, Sent: 1, NoTopic),
            await _silo.Store.Report(default)
        );
        Assert.Contains($"1 notifications wait. {NoTopic}", _silo.Said, StringComparison.Ordinal);

        _silo.Configure(server.Url);
        await _silo.Look();
        Assert.Equal(
            $"sent 1 {server.Seen.Single(message => (string?)message["topic"] == "home")["id"]} -",
            await SomeNotification.State(postgres, id)
        );
    }

    [Fact]
    public async Task Waits_while_it_is_mistyped()
    {
        await using var server = await FakeNtfyServer.Start();
        _silo.Configure(server.Url, ("click", "nowhere"));
        var id = await SomeNotification.Row(postgres, topic: null);
        _silo.Write($$"""{ "ntfy": { "server": "{{server.Url}}", "topic": "two words" } }""");

        await _silo.Look();
        Assert.StartsWith(
            "pending 0 - Nothing is sent to ntfy: \"topic\" in",
            await SomeNotification.State(postgres, id),
            StringComparison.Ordinal
        );

        _silo.Configure(server.Url);
        await _silo.Look();
        Assert.StartsWith("sent 1", await SomeNotification.State(postgres, id), StringComparison.Ordinal);
    }
}
