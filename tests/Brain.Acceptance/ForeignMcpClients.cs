using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Brain.Acceptance;

/// <summary>
/// MCP clients that others wrote, over both transports: the SDK for Node in two majors, and the inspector.
/// </summary>
public sealed class ForeignMcpClients(BrainFixture brain)
{
    private static readonly string? Folder = Environment.GetEnvironmentVariable("BRAIN_TEST_MCP_CLIENTS");

    private string Url => $"http://127.0.0.1:{brain.Port}/mcp";

    private string Token => File.ReadAllText(Path.Combine(brain.Home, "token")).Trim();

    [Theory]
    [InlineData("1", "stdio")]
    [InlineData("1", "http")]
    [InlineData("2", "stdio")]
    [InlineData("2", "http")]
    public async Task List_call_read_and_give_up(string major, string transport)
    {
        Require();

        var run = await Node(Script, Folder!, major, transport, brain.ClientPath, Url, Token);

        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        var seen = JsonNode.Parse(run.Output)!;
        Assert.Equal(
            ["ask", "pipeline", "read", "remember", "review", "search", "status"],
            seen["tools"]!.AsArray().Select(one => (string)one!)
        );
        Assert.Equal(["catch-up", "recall", "review"], seen["prompts"]!.AsArray().Select(one => (string)one!));
        Assert.InRange((int)seen["templates"]!, 1, 20);
        Assert.True((bool)seen["listed"]!);
        Assert.StartsWith("The persona Cop, as people see it:", (string)seen["cop"]!, StringComparison.Ordinal);
        Assert.Contains("There is nothing at", (string)seen["nobody"]!, StringComparison.Ordinal);
        Assert.Contains("'depth' is no argument", (string)seen["wrong"]!, StringComparison.Ordinal);
        Assert.Contains("may have 4000", (string)seen["huge"]!, StringComparison.Ordinal);
        Assert.Equal("given up", (string)seen["cancelled"]!);
        Assert.Contains("Nothing", (string)seen["after"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("stdio")]
    [InlineData("http")]
    public async Task Inspect_it(string transport)
    {
        Require();
        string[] call = ["--method", "tools/call", "--tool-name", "search", "--tool-arg", "words=zyxwvutsrq"];

        var run = await Node(
            [
                Path.Combine(Folder!, "node_modules/@modelcontextprotocol/inspector/cli/build/cli.js"),
                "--cli",
                .. transport == "stdio"
                    ? [brain.ClientPath, "mcp", "-e", $"BRAIN_HOME={brain.Home}"]
                    : new[] { Url, "--transport", "http", "--header", $"Authorization: Bearer {Token}" },
                .. call,
            ]
        );

        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        var said = JsonNode.Parse(run.Output)!["content"]![0]!["text"]!;
        Assert.Contains("Nothing", (string)said!, StringComparison.Ordinal);
    }

    private static string Script => Path.Combine(Workplace.Checkout(), "tests/Brain.Acceptance/mcp-clients/client.mjs");

    private static void Require()
    {
        BrainFixture.Require();
        Assert.SkipWhen(
            string.IsNullOrEmpty(Folder) || !Directory.Exists(Path.Combine(Folder, "node_modules")),
            "No MCP clients of others: set BRAIN_TEST_MCP_CLIENTS to a folder where npm installed what "
                + "tests/Brain.Acceptance/mcp-clients/package.json names."
        );
    }

    private Task<ProgramRun> Node(params string[] arguments)
    {
        var start = new ProcessStartInfo("node", arguments);
        start.Environment["BRAIN_HOME"] = brain.Home;
        return ProgramRun.Of(start);
    }
}
