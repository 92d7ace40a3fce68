using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Brain.Acceptance;

/// <summary>
/// MCP clients that others wrote, over both transports: the SDK for Node in two majors, and the inspector.
/// </summary>
[Trait("Agents", "others")]
public sealed class ForeignMcpClients(BrainFixture brain)
{
    private static readonly string? Folder = Environment.GetEnvironmentVariable("BRAIN_TEST_MCP_CLIENTS");

    private static string Url(BrainFixture brain) => $"http://127.0.0.1:{brain.Port}/mcp";

    private static string Token(BrainFixture brain) => File.ReadAllText(Path.Combine(brain.Home, "token")).Trim();

    [Theory]
    [InlineData("1", "stdio")]
    [InlineData("1", "http")]
    [InlineData("2", "stdio")]
    [InlineData("2", "http")]
    public async Task List_call_read_and_give_up(string major, string transport)
    {
        Require();

        var run = await Node(brain, Script("client.mjs"), Folder!, major, transport);

        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        var seen = JsonNode.Parse(run.Output)!;
        Assert.Equal(major == "1" ? "2025-11-25" : "2026-07-28", (string)seen["revision"]!);
        Assert.Equal(
            ["ask", "pipeline", "read", "remember", "review", "search", "skill", "status"],
            seen["tools"]!.AsArray().Select(one => (string)one!)
        );
        Assert.Equal(["catch-up", "recall", "review"], seen["prompts"]!.AsArray().Select(one => (string)one!));
        Assert.InRange((int)seen["templates"]!, 1, 20);
        Assert.True((bool)seen["listed"]!);
        Assert.StartsWith("The persona «Cop», as people see it:", (string)seen["cop"]!, StringComparison.Ordinal);
        Assert.Contains("There is nothing at", (string)seen["nobody"]!, StringComparison.Ordinal);
        Assert.Contains("'depth' is no argument", (string)seen["wrong"]!, StringComparison.Ordinal);
        Assert.Contains("may have 4000", (string)seen["huge"]!, StringComparison.Ordinal);
        Assert.Equal("given up", (string)seen["cancelled"]!);
        Assert.Contains("Nothing", (string)seen["after"]!, StringComparison.Ordinal);
        Assert.True((bool)seen["each"]!, run.Output);
    }

    [Theory]
    [InlineData("1", "stdio")]
    [InlineData("1", "http")]
    [InlineData("2", "stdio")]
    [InlineData("2", "http")]
    public async Task Follow_wait_and_outlive_a_silo_that_is_killed(string major, string transport)
    {
        Require();
        await using var mortal = new BrainFixture();
        await mortal.InitializeAsync();
        var mark = Path.Combine(mortal.Home, "kill");
        var running = Node(mortal, Script("over-time.mjs"), Folder!, major, transport);
        while (!File.Exists(mark) && !running.IsCompleted)
            await Task.WhenAny(running, Task.Delay(100));
        await mortal.KillHard();
        await mortal.Start();
        var run = await running;

        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        var seen = JsonNode.Parse(run.Output)!;
        // Over HTTP without sessions a client of the older revision can't be told of anything.
        Assert.Equal((major, transport) == ("1", "http") ? "not offered" : "true", seen["changed"]!.ToString());
        Assert.True((bool)seen["slow"]!, run.Output);
        Assert.Equal("ask is at work", (string)seen["told"]!);
        Assert.Equal("given up", (string)seen["cancelled"]!);
        Assert.True((bool)seen["stopped"]!, run.Output);
        // Asked for once: nobody sent it again.
        Assert.Equal(3, (int)seen["asked"]!);
        if (transport == "stdio")
        {
            Assert.True((bool)seen["killed"]!["isError"]!, run.Output);
            Assert.Contains(
                "It is not known whether this was done",
                (string)seen["killed"]!["text"]!,
                StringComparison.Ordinal
            );
        }
        else
            // Nobody stands between the client and the silo that is gone: its own limit or its transport says so.
            Assert.NotNull(seen["killed"]!["error"]);
    }

    [Theory]
    [InlineData("stdio")]
    [InlineData("http")]
    public async Task Inspect_it(string transport)
    {
        Require();
        string[] call = ["--method", "tools/call", "--tool-name", "search", "--tool-arg", "words=zyxwvutsrq"];

        var run = await Run(
            brain,
            [
                Path.Combine(Folder!, "node_modules/@modelcontextprotocol/inspector/cli/build/cli.js"),
                "--cli",
                .. transport == "stdio"
                    ? [brain.ClientPath, "mcp", "-e", $"BRAIN_HOME={brain.Home}"]
                    : new[] { Url(brain), "--transport", "http", "--header", $"Authorization: Bearer {Token(brain)}" },
                .. call,
            ]
        );

        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        var said = JsonNode.Parse(run.Output)!["content"]![0]!["text"]!;
        Assert.Contains("Nothing", (string)said!, StringComparison.Ordinal);
    }

    private static string Script(string name) =>
        Path.Combine(Workplace.Checkout(), "tests/Brain.Acceptance/mcp-clients", name);

    private static void Require()
    {
        BrainFixture.Require();
        Assert.SkipWhen(
            string.IsNullOrEmpty(Folder) || !Directory.Exists(Path.Combine(Folder, "node_modules")),
            "No MCP clients of others: set BRAIN_TEST_MCP_CLIENTS to a folder where npm installed what "
                + "tests/Brain.Acceptance/mcp-clients/package.json names."
        );
    }

    private static Task<ProgramRun> Node(BrainFixture brain, params string[] arguments) =>
        Run(brain, [.. arguments, brain.ClientPath, Url(brain), Token(brain)]);

    private static Task<ProgramRun> Run(BrainFixture brain, string[] arguments)
    {
        var start = new ProcessStartInfo("node", arguments);
        start.Environment["BRAIN_HOME"] = brain.Home;
        return ProgramRun.Of(start);
    }
}
