using System.Text;
using System.Text.Json.Nodes;
using Brain.Postgres.Mcp;
using Brain.Silo.Mcp;
using Brain.Tests.Personas;
using Microsoft.Extensions.DependencyInjection;

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
        using var client = new SomeLineClient(silo.Settings.Home);

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
        using var client = new SomeLineClient(silo.Settings.Home);

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
    public async Task May_be_a_skill()
    {
        using var home = new Client.ScratchFolder();
        var name = $"heron-{Guid.NewGuid():N}";
        home["a/SKILL.md"] = Skills.SkillSilo.Text(name, "Was.");
        await Skills.SkillSilo.SyncSkills(silo, home.Path);
        using var client = new SomeLineClient(silo.Settings.Home);

        client.Send(Listen(7, $"brain://skills/{name}", "brain://skills/nowhere"));
        var yes = await client.Next();
        home["a/SKILL.md"] = Skills.SkillSilo.Text(name, "Is.");
        await Skills.SkillSilo.SyncSkills(silo, home.Path);
        var changed = await client.Next();

        Assert.Equal(
            [$"brain://skills/{name}"],
            yes["params"]!["notifications"]!["resourceSubscriptions"]!.AsArray().Select(uri => (string)uri!)
        );
        Assert.Equal($"brain://skills/{name}", (string)changed["params"]!["uri"]!);
    }

    [Fact]
    public async Task Is_followed_further_when_the_silo_comes_back()
    {
        var talk = await Talk();
        using var client = new SomeLineClient(silo.Settings.Home);
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
    public async Task Is_followed_further_in_the_older_revision_too()
    {
        var talk = await Talk();
        using var client = new SomeLineClient(silo.Settings.Home);
        client.Send(Subscribe(1, $"brain://sessions/{talk.Id}"));
        Assert.Equal(1, (int)(await client.Next())["id"]!);

        await silo.Sleep();
        await silo.Wake();
        var missed = await client.Next();
        await talk.Prompt("and now?");
        var changed = await client.Next();

        Assert.All(
            new[] { missed, changed },
            said => Assert.Equal($$$"""{"uri":"brain://sessions/{{{talk.Id}}}"}""", said["params"]!.ToJsonString())
        );
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Is_told_once_when_it_goes(bool isOld)
    {
        var row = Guid.NewGuid();
        await silo.Postgres.Run(
            $"insert into v2.learnings (id, text, kind, source) values ('{row}', 'soon gone', 'fact', 'test')"
        );
        var talk = await Talk();
        var uri = $"brain://learnings/{row}";
        using var client = new SomeLineClient(silo.Settings.Home);
        client.Send(isOld ? Subscribe(1, uri) : Listen(1, uri, $"brain://sessions/{talk.Id}"));
        await client.Next();

        await silo.Postgres.Run($"delete from v2.learnings where id = '{row}'");
        var gone = await client.Next();

        Assert.Equal(uri, (string)gone["params"]!["uri"]!);
        if (!isOld)
        {
            await talk.Prompt("and the other?");
            Assert.Equal($"brain://sessions/{talk.Id}", (string)(await client.Next())["params"]!["uri"]!);
        }
    }

    [Fact]
    public async Task Is_not_told_of_when_it_was_unsubscribed_from()
    {
        var (talk, other) = (await Talk(), await Talk());
        using var client = new SomeLineClient(silo.Settings.Home);
        client.Send(Subscribe(1, $"brain://sessions/{talk.Id}"));
        await client.Next();
        client.Send(Subscribe(2, $"brain://sessions/{other.Id}"));
        await client.Next();
        client.Send(
            Subscribe(3, $"brain://sessions/{talk.Id}").Replace("/subscribe", "/unsubscribe", StringComparison.Ordinal)
        );
        Assert.Equal(3, (int)(await client.Next())["id"]!);

        await talk.Prompt("does anybody hear this?");
        await other.Prompt("this one is heard");

        Assert.Equal($"brain://sessions/{other.Id}", (string)(await client.Next())["params"]!["uri"]!);
    }

    [Fact]
    public async Task Has_a_version_for_whatever_its_text_shows()
    {
        var talk = await Talk();
        await talk.Turn("the first turn");
        await talk.Prompt("the second one");
        var store = silo.Services.GetRequiredService<McpStore>();
        var cop = await silo.Postgres.Read<Guid>("select id from v2.personas where name = 'Cop'");
        Followed[] things = [new("session", talk.Id), new("turn", talk.Id, 2), new("persona", cop)];
        string?[] before = [], now = await store.Versions(things, default);

        async Task Changes(int which, string statement)
        {
            await silo.Postgres.Run(statement);
            (before, now) = (now, await store.Versions(things, default));
            Assert.True(before[which] != now[which], statement);
        }

        await Changes(
            0,
            $"update v2.turns set assistant_response = 'late' where session_id = '{talk.Id}' and turn_num = 1"
        );
        await Changes(
            1,
            $"""
            insert into v2.tool_calls (session_id, turn_id, tool_use_id, tool_name, started_at, status, source)
            select session_id, id, 'toolu_x', 'any', now(), 'started', 'test' from v2.turns
            where session_id = '{talk.Id}' and turn_num = 2
            """
        );
        await Changes(
            2,
            $"""
            insert into v2.learnings (persona_id, text, kind, status, source)
            values ('{cop}', 'is it so?', 'fact', 'unreviewed', 'test')
            """
        );
        await Changes(2, $"update v2.learnings set status = 'active' where persona_id = '{cop}'");
        await Changes(
            2,
            $"""
            insert into v2.persona_comments (persona_id, session_id, turn_id, turn_num, comment, source)
            select '{cop}', session_id, id, 1, 'Hm.', 'test' from v2.turns
            where session_id = '{talk.Id}' and turn_num = 1
            on conflict do nothing
            """
        );
        await Changes(
            2,
            $"""
            update v2.persona_comments set rating = 'noise', rated_at = now()
            where persona_id = '{cop}' and session_id = '{talk.Id}'
            """
        );
    }

    [Fact]
    public async Task Is_followed_by_more_than_a_few_bridges()
    {
        var talk = await Talk();
        var watch = silo.Services.GetRequiredService<McpWatch>();
        var things = new Dictionary<string, Followed>(StringComparer.Ordinal)
        {
            [$"brain://sessions/{talk.Id}"] = new("session", talk.Id),
        };

        McpFollower?[] followers =
        [
            .. await Task.WhenAll(Enumerable.Range(0, 300).Select(_ => watch.Follow(things, default))),
        ];

        Assert.All(followers, follower => Assert.NotNull(follower));
        foreach (var follower in followers)
            follower!.Dispose();
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
        using var client = new SomeLineClient(silo.Settings.Home);

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

    private static string Subscribe(int id, string uri) =>
        $$$"""{"jsonrpc":"2.0","id":{{{id}}},"method":"resources/subscribe","params":{"uri":"{{{uri}}}"}}""";

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
}
