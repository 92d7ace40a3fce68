using System.Text;
using System.Text.Json.Nodes;
using Brain.Client;
using Brain.Client.Mcp;

namespace Brain.Tests.Mcp;

/// <summary>What comes of one message when the silo dies, refuses or errs in the middle of it.</summary>
public sealed class AMessageThroughTheBridge
{
    private const string List = """{"jsonrpc":"2.0","id":1,"method":"tools/list"}""";
    private const string Tools =
        """
        {"jsonrpc":"2.0","id":1,"result":{"tools":[{"name":"search","annotations":{"readOnlyHint":true}},{"name":"remember","annotations":{"idempotentHint":true,"readOnlyHint":false}},{"name":"ask","annotations":{"idempotentHint":false}}]}}
        """;

    private static string Call(string tool) =>
        """{"jsonrpc":"2.0","id":"c","method":"tools/call","params":{"name":"TOOL","arguments":{}}}""".Replace(
            "TOOL",
            tool,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("search", true)]
    [InlineData("remember", true)]
    [InlineData("ask", false)]
    [InlineData("unlisted", false)]
    public async Task Is_sent_again_only_when_that_does_no_harm(string tool, bool again)
    {
        var calls = 0;
        using var silo = new FakeMcpSilo(message =>
            message.Contains("tools/list", StringComparison.Ordinal) ? FakeMcpSilo.Json(Tools)
            : Interlocked.Increment(ref calls) == 1 ? null
            : FakeMcpSilo.Events("""{"jsonrpc":"2.0","id":"c","result":{"content":[{"type":"text","text":"done"}]}}""")
        );

        await Carry(silo, List);
        var said = await Carry(silo, List, Call(tool));

        var answer = said.Single(one => (string?)one["id"]?.ToString() == "c");
        var text = (string)answer["result"]!["content"]![0]!["text"]!;
        Assert.Equal(again ? 2 : 1, calls);
        Assert.Equal(again, text == "done");
        if (!again)
            Assert.Contains("It is not known whether this was done", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"Bad"}}""")]
    [InlineData("""{"jsonrpc":"2.0","error":{"code":-32600,"message":"Bad"}}""")]
    public async Task Has_its_own_id_in_every_error(string error)
    {
        using var silo = new FakeMcpSilo(_ => FakeMcpSilo.Json(error, 400));

        var said = Assert.Single(await Carry(silo, """{"jsonrpc":"2.0","id":"é\"7","method":"resources/list"}"""));

        Assert.Equal("é\"7", (string)said["id"]!);
        Assert.Equal("Bad", (string)said["error"]!["message"]!);
    }

    [Fact]
    public async Task Is_told_what_the_silo_refused()
    {
        using var silo = new FakeMcpSilo(_ => FakeMcpSilo.Json("", 413));

        var said = Assert.Single(await Carry(silo, """{"jsonrpc":"2.0","id":7,"method":"resources/list"}"""));

        Assert.Equal(7, (int)said["id"]!);
        Assert.Contains("413", (string)said["error"]!["message"]!, StringComparison.Ordinal);
        Assert.Single(silo.Heard);
    }

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":5,"method":7}""", -32600)]
    [InlineData("""{"jsonrpc":"2.0","id":5}""", -32600)]
    [InlineData("""{"jsonrpc":"2.0","id":5,"method":"tools/call","params":{"name":""", -32600)]
    public async Task Is_answered_by_its_id_when_it_is_none(string line, int code)
    {
        using var silo = new FakeMcpSilo(_ => null);

        var said = Assert.Single(await Carry(silo, line));

        Assert.Equal(5, (int)said["id"]!);
        Assert.Equal(code, (int)said["error"]!["code"]!);
        Assert.Empty(silo.Heard);
    }

    [Fact]
    public async Task Is_refused_by_its_id_when_it_is_too_long()
    {
        using var silo = new FakeMcpSilo(_ => null);
        var huge =
            "{\"jsonrpc\":\"2.0\",\"id\":9,\"method\":\"tools/call\",\"params\":{\"x\":\""
            + new string('y', 33 << 20)
            + "\"}}";

        var said = await Carry(silo, huge, """{"jsonrpc":"2.0","id":10}""");

        Assert.Equal([9, 10], said.Select(one => (int)one["id"]!));
        Assert.Contains("more than 33554432 bytes", (string)said[0]["error"]!["message"]!, StringComparison.Ordinal);
        Assert.Empty(silo.Heard);
    }

    // One bridge from its start to its end.
    private static async Task<JsonNode[]> Carry(FakeMcpSilo silo, params string[] lines)
    {
        using var output = new MemoryStream();
        using var input = new OneByOne(lines, () => Lines(output));
        await Task.Factory.StartNew(
            new McpBridge(new BrainHome(silo.Home), input, output)
            {
                Patience = TimeSpan.FromMinutes(2),
                LastWords = TimeSpan.FromMinutes(2),
            }.Run,
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
        return
        [
            .. Encoding
                .UTF8.GetString(output.ToArray())
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => JsonNode.Parse(line)!),
        ];
    }

    private static int Lines(MemoryStream output) => output.ToArray().Count(one => one == '\n');

    // The next line goes in when the one before is answered, as a client does that lists tools before it calls one.
    private sealed class OneByOne(string[] lines, Func<int> answered) : MemoryStream
    {
        private int _next;
        private ReadOnlyMemory<byte> _rest;

        public override int Read(Span<byte> buffer)
        {
            if (_rest.Length == 0)
            {
                if (_next == lines.Length)
                    return 0;
                Assert.True(SpinWait.SpinUntil(() => answered() >= _next, TimeSpan.FromMinutes(2)));
                _rest = Encoding.UTF8.GetBytes(lines[_next++] + "\n");
            }

            var taken = Math.Min(buffer.Length, _rest.Length);
            _rest.Span[..taken].CopyTo(buffer);
            _rest = _rest[taken..];
            return taken;
        }
    }
}
