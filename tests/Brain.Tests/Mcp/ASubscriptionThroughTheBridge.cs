using System.Text.Json.Nodes;

namespace Brain.Tests.Mcp;

/// <summary>What a client hears of what it follows when the silo errs, goes away, or has lost the resource.</summary>
public sealed class ASubscriptionThroughTheBridge
{
    private const string Uri = "brain://learnings/one";
    private const string Ended = """{"jsonrpc":"2.0","id":"brain-mcp","result":{}}""";

    // Over every other message, so that what was said before it is known to be all.
    private const string Ping = """{"jsonrpc":"2.0","id":"ping","method":"ping"}""";
    private const string Pong = """{"jsonrpc":"2.0","id":"ping","result":{}}""";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Is_answered_once_when_the_resource_went_meanwhile(bool breaksOff)
    {
        var listens = 0;
        using var silo = Silo(() =>
            Interlocked.Increment(ref listens) switch
            {
                1 => FakeMcpSilo.Events(Acknowledged(Uri)),
                2 when breaksOff => FakeMcpSilo.Events(Acknowledged()),
                _ => FakeMcpSilo.Events(Acknowledged(), Ended),
            }
        );
        using var client = new SomeLineClient(silo.Home);

        client.Send(Subscribe(1));
        var (yes, gone) = (await client.Next(), await client.Next());
        client.Send(Ping);
        var next = await client.Next();

        Assert.Equal("{}", yes["result"]!.ToJsonString());
        Assert.Equal(Uri, (string)gone["params"]!["uri"]!);
        Assert.Equal("ping", (string)next["id"]!);
        Assert.Equal(2, listens);
    }

    [Fact]
    public async Task Is_answered_once_in_the_newer_revision_when_the_connection_breaks()
    {
        var listens = 0;
        using var silo = Silo(() =>
            Interlocked.Increment(ref listens) switch
            {
                1 => FakeMcpSilo.Events(Acknowledged(Uri, "brain://learnings/two")),
                2 => FakeMcpSilo.Events(Acknowledged("brain://learnings/two")),
                3 => FakeMcpSilo.Events(Acknowledged()),
                _ => FakeMcpSilo.Events(Acknowledged(), Ended),
            }
        );
        using var client = new SomeLineClient(silo.Home);

        client.Send(
            """{"jsonrpc":"2.0","id":4,"method":"subscriptions/listen","params":{"notifications":{"resourceSubscriptions":[]}}}"""
        );
        var said = new List<JsonNode>();
        do
        {
            said.Add(await client.Next());
        } while (said[^1]["id"] is null);

        Assert.Equal(
            [null, Uri, "brain://learnings/two", "brain://learnings/two", null],
            said.Select(one => (string?)one["params"]?["uri"])
        );
        Assert.Equal("notifications/subscriptions/acknowledged", (string)said[0]["method"]!);
        Assert.Equal(4, (int)said[^1]["id"]!);
    }

    [Theory]
    [InlineData("", 400)]
    [InlineData("[]", 400)]
    [InlineData("[1]", 200)]
    [InlineData("no JSON", 403)]
    [InlineData("{\"error\":\"The brain is starting.\"}", 503)]
    public async Task Is_refused_by_a_body_that_is_no_message(string body, int status)
    {
        var listens = 0;
        using var silo = Silo(() =>
            status >= 400 || Interlocked.Increment(ref listens) == 1
                ? FakeMcpSilo.Json(body, status)
                : FakeMcpSilo.Events(Acknowledged(), Ended)
        );
        using var client = new SomeLineClient(silo.Home);

        client.Send(Subscribe(1));
        var said = await client.Next();
        client.Send(Ping);

        Assert.Equal(1, (int)said["id"]!);
        Assert.Equal(status >= 400 ? -32603 : -32002, (int)said["error"]!["code"]!);
        Assert.Equal("ping", (string)(await client.Next())["id"]!);
    }

    [Fact]
    public async Task Outlives_a_silo_that_refuses_while_it_starts()
    {
        var listens = 0;
        using var silo = Silo(() =>
            Interlocked.Increment(ref listens) switch
            {
                1 => FakeMcpSilo.Events(Acknowledged(Uri)),
                2 => FakeMcpSilo.Json("""{"error":"The brain is starting."}""", 503),
                3 => FakeMcpSilo.Json("", 400),
                _ => FakeMcpSilo.Events(Acknowledged()),
            }
        );
        using var client = new SomeLineClient(silo.Home);

        client.Send(Subscribe(1));
        await client.Next();

        Assert.Equal(Uri, (string)(await client.Next())["params"]!["uri"]!);
        Assert.Equal(4, listens);
    }

    [Fact]
    public async Task Is_answered_twice_when_it_is_asked_for_twice()
    {
        using var asked = new SemaphoreSlim(0);
        using var may = new SemaphoreSlim(0);
        using var silo = Silo(() =>
        {
            asked.Release();
            may.Wait(TimeSpan.FromMinutes(2));
            return FakeMcpSilo.Events(Acknowledged(), Ended);
        });
        using var client = new SomeLineClient(silo.Home);

        client.Send(Subscribe(1));
        Assert.True(await asked.WaitAsync(TimeSpan.FromMinutes(2)));
        client.Send(Subscribe(2));
        client.Send("""{"jsonrpc":"2.0","id":3}""");
        var rubbish = await client.Next();
        may.Release(2);
        var (one, two) = (await client.Next(), await client.Next());

        Assert.Equal(3, (int)rubbish["id"]!);
        Assert.Equal([1, 2], new[] { one, two }.Select(said => (int)said["id"]!).Order());
        Assert.All(new[] { one, two }, said => Assert.Equal(-32002, (int)said["error"]!["code"]!));
    }

    [Fact]
    public async Task Has_progress_that_only_grows()
    {
        var calls = 0;
        using var silo = new FakeMcpSilo(message =>
            Interlocked.Increment(ref calls) == 1
                ? FakeMcpSilo.Events(Progress(2), Progress(4))
                : FakeMcpSilo.Events(Progress(2), Progress(4), Progress(6), Ended)
        );
        using var client = new SomeLineClient(silo.Home);

        client.Send("""{"jsonrpc":"2.0","id":1,"method":"resources/list","params":{"_meta":{"progressToken":"p"}}}""");
        var told = new List<double>();
        for (var said = await client.Next(); said["id"] is null; said = await client.Next())
            told.Add((double)said["params"]!["progress"]!);

        Assert.Equal([2, 4, 6], told);
    }

    private static FakeMcpSilo Silo(Func<string?> listen) =>
        new(message =>
            message.Contains("subscriptions/listen", StringComparison.Ordinal) ? listen() : FakeMcpSilo.Json(Pong)
        );

    private static string Subscribe(int id) =>
        $$$"""{"jsonrpc":"2.0","id":{{{id}}},"method":"resources/subscribe","params":{"uri":"{{{Uri}}}"}}""";

    private static string Progress(int reached) =>
        $$$"""{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":"p","progress":{{{reached}}}}}""";

    private static string Acknowledged(params string[] uris) =>
        """{"jsonrpc":"2.0","method":"notifications/subscriptions/acknowledged","params":{"notifications":{"resourceSubscriptions":["""
        + string.Join(',', uris.Select(uri => $"\"{uri}\""))
        + "]}}}";
}
