using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Brain.Domain.Text;
using Brain.Grains.Abstractions.Knowledge;
using Brain.Tests.Personas;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace Brain.Tests.Mcp;

/// <summary>What an MCP client finds, over both transports and in both revisions of the protocol.</summary>
public sealed class TheMcpServer(SiloFixture silo) : IClassFixture<SiloFixture>
{
    private const int SchemaTokensMax = 2_000;
    private const int ToolsMax = 8;

    // A model's tokenizer makes about four letters of English a token, and about two and a half of JSON.
    private const double LettersPerToken = 2.5;

    public static TheoryData<string, string?> Ways =>
        new()
        {
            { "http", null },
            { "http", "2025-11-25" },
            { "tcp", null },
            { "stdio", null },
            { "stdio", "2025-11-25" },
        };

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Answers_over_each_way_in(string way, string? version)
    {
        await using var client = await Open(way, version);

        Assert.Equal("brain", client.Client.ServerInfo?.Name);
        Assert.Equal(version ?? "2026-07-28", client.Client.NegotiatedProtocolVersion);
        Assert.Contains("search", (await client.Client.ListToolsAsync()).Select(tool => tool.Name));
        Assert.NotEmpty(await client.Client.ListPromptsAsync());
        Assert.NotEmpty(await client.Client.ListResourceTemplatesAsync());
        var (found, _) = await client.Call("search", new { words = "zyxwvutsrq" });
        Assert.Contains("Nothing", found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Costs_few_tools_and_few_tokens()
    {
        await using var client = await Open("http", null);

        var tools = (await client.Client.ListToolsAsync()).Select(tool => tool.ProtocolTool).ToArray();

        Assert.InRange(tools.Length, 1, ToolsMax);
        var letters = JsonSerializer.Serialize(tools, McpJsonUtilities.DefaultOptions).Length;
        Assert.InRange(letters / LettersPerToken, 1, SchemaTokensMax);
    }

    [Fact]
    public async Task Says_which_tools_only_read()
    {
        await using var client = await Open("http", null);

        var tools = await client.Client.ListToolsAsync();

        Assert.Equal(
            ["read", "search", "status"],
            tools
                .Where(tool => tool.ProtocolTool.Annotations?.ReadOnlyHint == true)
                .Select(tool => tool.Name)
                .Order(StringComparer.Ordinal)
        );
        Assert.All(tools, tool => Assert.NotEqual(true, tool.ProtocolTool.Annotations?.DestructiveHint));
    }

    [Fact]
    public async Task Has_no_tool_for_what_only_a_person_may_do()
    {
        await using var client = await Open("http", null);

        var said = JsonSerializer.Serialize(
            (await client.Client.ListToolsAsync()).Select(tool => tool.ProtocolTool.InputSchema)
        );

        foreach (var word in new[] { "mode", "budget", "rate", "undo", "broadcast", "rule", "forget", "define" })
            Assert.DoesNotContain($"\"{word}\"", said, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("http", null)]
    [InlineData("stdio", "2025-11-25")]
    public async Task Says_by_the_protocol_what_is_no_tool(string way, string? version)
    {
        await using var client = await Open(way, version);

        var wrong = await Assert.ThrowsAsync<McpProtocolException>(async () =>
            await client.Call("mode", new { mode = "execution" })
        );

        Assert.Equal(McpErrorCode.InvalidParams, wrong.ErrorCode);
        Assert.Contains("'mode' is no tool of the brain: expected ", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Finds_a_turn_and_reads_it_whole()
    {
        var talk = new ScriptedSession(silo);
        await talk.Start();
        await talk.Turn("why does the flamingo importer stall?", "It waits for a lock that nobody gives back.");
        while (await silo.Grains.GetGrain<ILibrarianGrain>(ILibrarianGrain.IndexKey).Index()) { }
        await using var client = await Open("stdio", null);

        var (index, _) = await client.Call("search", new { words = "flamingo importer", project = "all" });

        var uri = $"brain://sessions/{talk.Id}/turns/1";
        Assert.Contains(uri, index, StringComparison.Ordinal);
        Assert.All(
            index.Split('\n').Where(line => line.Contains("flamingo", StringComparison.Ordinal)),
            line => Assert.StartsWith("┃ [turn ", line, StringComparison.Ordinal)
        );
        var (whole, _) = await client.Call("read", new { uri });
        Assert.Contains("┃ Answered: It waits for a lock that nobody gives back.", whole, StringComparison.Ordinal);
        var read = await client.Client.ReadResourceAsync(uri);
        Assert.Contains(
            "flamingo",
            Assert.IsType<TextResourceContents>(read.Contents[0]).Text,
            StringComparison.Ordinal
        );
        Assert.Contains(
            (await client.Client.ListResourcesAsync()).Select(one => one.Uri),
            one => one == $"brain://sessions/{talk.Id}"
        );
    }

    [Fact]
    public async Task Shows_what_a_learning_is_worth()
    {
        await silo.Postgres.Run(
            "insert into v2.learnings (project_path, text, importance) values ('/home/me/worth', 'The pelican "
                + "kiln takes an hour.', 5); insert into v2.learnings (project_path, text, confidence) values "
                + "('/home/me/worth', 'The pelican kiln may crack.', 0.3)"
        );
        while (await silo.Grains.GetGrain<ILibrarianGrain>(ILibrarianGrain.IndexKey).Index()) { }
        await using var client = await Open("http", null);

        var (index, _) = await client.Call("search", new { words = "pelican kiln", project = "all" });

        var lines = index.Split('\n');
        var told = Array.FindIndex(lines, line => line.Contains("takes an hour", StringComparison.Ordinal));
        var guessed = Array.FindIndex(lines, line => line.Contains("may crack", StringComparison.Ordinal));
        Assert.Contains(" · importance 5] ", lines[told], StringComparison.Ordinal);
        Assert.Contains(" · confidence 0.3] ", lines[guessed], StringComparison.Ordinal);
        var (whole, _) = await client.Call("read", new { uri = lines[guessed + 1].Trim() });
        Assert.Contains(", confidence 0.3 of 1:", whole, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_that_it_searched_all_projects_where_the_session_is_not_known()
    {
        await using var client = await Open("http", null);

        var (all, _) = await client.Call("search", new { words = "anything" });
        var (none, isError) = await client.Call("search", new { words = "anything", project = "this" });

        Assert.EndsWith("Your session is not known: all projects were searched.", all, StringComparison.Ordinal);
        Assert.True(isError);
        Assert.StartsWith("It can't be told which session you speak from", none, StringComparison.Ordinal);
        var (asked, _) = await client.Call("search", new { words = "anything", project = "all" });
        Assert.DoesNotContain("not known", asked, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Finds_a_text_of_another_script_in_a_hundred_tokens()
    {
        var talk = new ScriptedSession(silo);
        await talk.Start();
        await talk.Turn("zhbird " + string.Concat(Enumerable.Repeat("為什麼火烈鳥的匯入程式停住了", 30)));
        while (await silo.Grains.GetGrain<ILibrarianGrain>(ILibrarianGrain.IndexKey).Index()) { }
        await using var client = await Open("http", null);

        var (index, _) = await client.Call("search", new { words = "zhbird", project = "all" });

        var from = index.Split('\n').SkipWhile(line => !line.Contains("zhbird", StringComparison.Ordinal));
        var hit = string.Join('\n', from.Take(2));
        Assert.Contains($"brain://sessions/{talk.Id}/turns/1", hit, StringComparison.Ordinal);
        Assert.InRange(TextTokens.About(hit), 20, 100);
    }

    [Theory]
    [InlineData("""{"uri":"brain://sessions/none"}""", "There is nothing at 'brain://sessions/none'")]
    [InlineData("""{"uri":"file:///etc/passwd"}""", "There is nothing at 'file:///etc/passwd'")]
    [InlineData("""{"uri":"brain://personas/cop","around":99}""", "'around' is 99 and may be 0 to 10.")]
    [InlineData("""{"uri":"brain://personas/cop","depth":1}""", "'depth' is no argument of this tool: expected uri,")]
    [InlineData("""{"uri":5}""", "'uri' is 5: expected a text.")]
    [InlineData("""{}""", "'uri' is missing: expected a text of 1 to 400 characters.")]
    public async Task Tells_the_model_what_was_wrong(string arguments, string expected)
    {
        await using var client = await Open("http", null);

        var answer = await client.Client.CallToolAsync(
            new CallToolRequestParams
            {
                Name = "read",
                Arguments = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(arguments),
            }
        );

        Assert.True(answer.IsError);
        Assert.Contains(
            expected,
            Assert.IsType<TextContentBlock>(answer.Content[0]).Text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Says_that_an_unknown_session_can_not_remember()
    {
        await using var client = await Open("http", null);

        var (text, isError) = await client.Call("remember", new { text = "tests need the database up" });

        Assert.True(isError);
        Assert.StartsWith("It can't be told which session you speak from", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_a_huge_argument_and_goes_on()
    {
        await using var client = await Open("stdio", null);

        var (text, isError) = await client.Call("search", new { words = new string('x', 1_000_000) });

        Assert.True(isError);
        Assert.Contains("'words' has 1000000 characters and may have 1000", text, StringComparison.Ordinal);
        Assert.False((await client.Call("search", new { words = "anything" })).IsError);
    }

    [Fact]
    public async Task Answers_two_clients_at_once_each_its_own()
    {
        await using var one = await Open("stdio", null);
        await using var two = await Open("http", null);

        var said = await Task.WhenAll(
            Enumerable
                .Range(0, 40)
                .Select(i => (i % 2 == 0 ? one : two).Call("read", new { uri = $"brain://nowhere/{i}" }))
        );

        Assert.All(
            said.Select((answer, i) => (answer.Text, i)),
            answer => Assert.Contains($"'brain://nowhere/{answer.i}'", answer.Text, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Stays_shut_without_a_token()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/mcp")
        {
            Content = new StringContent(
                """{"jsonrpc":"2.0","id":1,"method":"tools/list"}""",
                Encoding.UTF8,
                new MediaTypeHeaderValue("application/json")
            ),
        };
        request.Headers.Authorization = new("Bearer", silo.HookToken);
        using var response = await silo.Tcp.SendAsync(request);

        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task Pages_its_resources()
    {
        await using var client = await Open("http", null);

        var wrong = await Assert.ThrowsAsync<McpProtocolException>(async () =>
            await client.Client.ListResourcesAsync(new ListResourcesRequestParams { Cursor = "x" })
        );

        Assert.Equal(McpErrorCode.InvalidParams, wrong.ErrorCode);
        Assert.All(
            (await client.Client.ListResourcesAsync()).Select(one => one.Uri),
            uri => Assert.StartsWith("brain://", uri, StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("http", null, McpErrorCode.InvalidParams)]
    [InlineData("http", "2025-11-25", McpErrorCode.ResourceNotFound)]
    [InlineData("stdio", null, McpErrorCode.InvalidParams)]
    [InlineData("stdio", "2025-11-25", McpErrorCode.ResourceNotFound)]
    public async Task Says_what_is_no_resource(string way, string? version, McpErrorCode code)
    {
        await using var client = await Open(way, version);

        var wrong = await Assert.ThrowsAsync<McpProtocolException>(async () =>
            await client.Client.ReadResourceAsync("brain://learnings/nothing")
        );

        Assert.Equal(code, wrong.ErrorCode);
        Assert.Contains("There is nothing at 'brain://learnings/nothing'", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Has_prompts_that_ask_for_what_they_need()
    {
        await using var client = await Open("http", null);

        var asked = await client.Client.GetPromptAsync(
            "recall",
            new Dictionary<string, object?>(StringComparer.Ordinal) { ["topic"] = "the stalled importer" }
        );

        Assert.Contains(
            "the stalled importer",
            Assert.IsType<TextContentBlock>(asked.Messages[0].Content).Text,
            StringComparison.Ordinal
        );
        await Assert.ThrowsAsync<McpProtocolException>(async () => await client.Client.GetPromptAsync("recall"));
        await Assert.ThrowsAsync<McpProtocolException>(async () => await client.Client.GetPromptAsync("nothing"));
    }

    private async Task<SomeMcpClient> Open(string way, string? version)
    {
        if (way == "tcp")
            silo.Tcp.DefaultRequestHeaders.Authorization = new("Bearer", silo.Token);
        return way switch
        {
            "stdio" => await SomeMcpClient.Stdio(silo.Settings.Home, version),
            "tcp" => await SomeMcpClient.Http(silo.Tcp, version),
            _ => await SomeMcpClient.Http(silo.Socket, version),
        };
    }
}
