using System.IO.Pipelines;
using System.Text;
using System.Text.Json.Nodes;
using Brain.Client;
using Brain.Client.Mcp;
using Brain.Tests.Personas;

namespace Brain.Tests.Mcp;

/// <summary>Subscriptions, over both transports and in both revisions.</summary>
public sealed class AResourceThatIsFollowed(SiloFixture silo) : IClassFixture<SiloFixture>
{
    private const string Meta =
        """
        "_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientInfo":{"name":"t","version":"1"},"io.modelcontextprotocol/clientCapabilities":{}}
        """;

    private const string Initialize =
        """{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}""";

    [Fact]
    public async Task Is_told_of_over_stdio_in_the_newer_revision()
    {
        var talk = await Talk();
        using var client = new ALineClient(silo.Settings.Home);

        client.Send(Listen(7, $"brain://sessions/{talk.Id}", "brain://sessions/none", "brain://nowhere"));
        var yes = await client.Next();
        await talk.Prompt("is anybody listening?");
        var changed = await client.Next();

        Assert.Equal("notifications/subscriptions/acknowledged", (string)yes["method"]!);
        Assert.Equal(
            [$"brain://sessions/{talk.Id}"],
            yes["params"]!["notifications"]!["resourceSubscriptions"]!.AsArray().Select(uri => (string)uri!)
        );
        Assert.Equal("notifications/resources/updated", (string)changed["method"]!);
        Assert.Equal($"brain://sessions/{talk.Id}", (string)changed["params"]!["uri"]!);
        foreach (var said in new[] { yes, changed })
            Assert.Equal(7, (int)said["params"]!["_meta"]!["io.modelcontextprotocol/subscriptionId"]!);
    }

    [Fact]
    public async Task Is_told_of_over_stdio_in_the_older_revision()
    {
        var talk = await Talk();
        await talk.Turn("a first turn");
        var uri = $"brain://handoff/{talk.Id}";
        using var client = new ALineClient(silo.Settings.Home);

        client.Send(Initialize);
        Assert.True((bool)(await client.Next())["result"]!["capabilities"]!["resources"]!["subscribe"]!);
        client.Send($$$"""{"jsonrpc":"2.0","id":1,"method":"resources/subscribe","params":{"uri":"{{{uri}}}"}}""");
        Assert.Equal("{}", (await client.Next())["result"]!.ToJsonString());
        client.Send("""{"jsonrpc":"2.0","id":2,"method":"resources/subscribe","params":{"uri":"brain://nowhere"}}""");
        Assert.Equal(-32002, (int)(await client.Next())["error"]!["code"]!);
        await talk.Turn("what changes the hand-off");
        var changed = await client.Next();
        client.Send($$$"""{"jsonrpc":"2.0","id":3,"method":"resources/unsubscribe","params":{"uri":"{{{uri}}}"}}""");
        while ((await client.Next())["id"] is null) { }

        Assert.Equal("notifications/resources/updated", (string)changed["method"]!);
        Assert.Equal($$$"""{"uri":"{{{uri}}}"}""", changed["params"]!.ToJsonString());
    }

    [Fact]
    public async Task Is_followed_further_when_the_silo_comes_back()
    {
        var talk = await Talk();
        using var client = new ALineClient(silo.Settings.Home);
        client.Send(Listen(1, $"brain://sessions/{talk.Id}"));
        await client.Next();

        await silo.Sleep();
        await silo.Wake();
        var missed = await client.Next();
        await talk.Prompt("and now?");
        var changed = await client.Next();

        Assert.All(
            new[] { missed, changed },
            said => Assert.Equal($"brain://sessions/{talk.Id}", (string)said["params"]!["uri"]!)
        );
    }

    [Fact]
    public async Task Is_told_of_over_http_in_the_newer_revision_alone()
    {
        var talk = await Talk();
        using var old = await Post(Initialize, "2025-11-25", HttpCompletionOption.ResponseContentRead);
        Assert.DoesNotContain("subscribe", await old.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        using var stream = await Post(
            Listen(3, $"brain://sessions/{talk.Id}"),
            "2026-07-28",
            HttpCompletionOption.ResponseHeadersRead
        );
        using var lines = new StreamReader(await stream.Content.ReadAsStreamAsync());
        var yes = await Event(lines);
        await talk.Prompt("is anybody listening?");
        var changed = await Event(lines);

        Assert.Contains("acknowledged", yes, StringComparison.Ordinal);
        Assert.Contains($"brain://sessions/{talk.Id}", changed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_one_of_a_hundred_at_most()
    {
        using var client = new ALineClient(silo.Settings.Home);

        client.Send(Listen(1, [.. Enumerable.Range(0, 101).Select(i => $"brain://pipelines/p{i}")]));

        Assert.Contains(
            "101 resources were named and 100 may be",
            (string)(await client.Next())["error"]!["message"]!,
            StringComparison.Ordinal
        );
    }

    private static async Task<string> Event(StreamReader lines)
    {
        while (await lines.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(2)) is { } line)
        {
            if (line.StartsWith("data:", StringComparison.Ordinal))
                return line;
        }

        throw new InvalidOperationException("The stream ended.");
    }

    private async Task<HttpResponseMessage> Post(string message, string version, HttpCompletionOption until)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/mcp")
        {
            Content = new StringContent(message, Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("Accept", "application/json, text/event-stream");
        request.Headers.Add("MCP-Protocol-Version", version);
        request.Headers.Add("Mcp-Method", (string)JsonNode.Parse(message)!["method"]!);
        return await silo.Socket.SendAsync(request, until);
    }

    private static string Listen(int id, params string[] uris) =>
        "{\"jsonrpc\":\"2.0\",\"id\":"
        + id
        + ",\"method\":\"subscriptions/listen\",\"params\":{"
        + Meta
        + ",\"notifications\":{\"resourceSubscriptions\":["
        + string.Join(',', uris.Select(uri => $"\"{uri}\""))
        + "]}}}";

    private async Task<ScriptedSession> Talk()
    {
        var talk = new ScriptedSession(silo);
        await talk.Start();
        return talk;
    }

    // A client that says lines and takes what comes.
    private sealed class ALineClient : IDisposable
    {
        private readonly Pipe _in = new();
        private readonly Pipe _out = new();
        private readonly StreamReader _said;

        public ALineClient(string home)
        {
            var bridge = new McpBridge(new BrainHome(home), _in.Reader.AsStream(), _out.Writer.AsStream())
            {
                Patience = TimeSpan.FromMinutes(2),
            };
            _said = new(_out.Reader.AsStream());
            new Thread(bridge.Run) { IsBackground = true }.Start();
        }

        public void Send(string line) => _in.Writer.AsStream().Write(Encoding.UTF8.GetBytes(line + "\n"));

        public async Task<JsonNode> Next() =>
            JsonNode.Parse((await _said.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(2)))!)!;

        public void Dispose() => _in.Writer.Complete();
    }
}
