using System.Text.Json.Nodes;

namespace Brain.Acceptance;

/// <summary>
/// The table of the README, tried with the native client on a real silo that is up, hangs (SIGSTOP) or is gone, and
/// with HTTP hooks in the real Claude Code.
/// </summary>
public sealed class TheFailureMatrix : IAsyncLifetime
{
    private static readonly string[] Events =
    [
        "SessionStart",
        "UserPromptSubmit",
        "UserPromptExpansion",
        "PreSkillShellCommand",
        "PreToolUse",
        "PostToolUse",
        "PostToolUseFailure",
        "PostToolBatch",
        "Stop",
        "StopFailure",
        "SubagentStart",
        "SubagentStop",
        "PreCompact",
        "PostCompact",
        "ConfigChange",
        "SessionEnd",
    ];

    private static readonly string[] Refusable =
    [
        "UserPromptSubmit",
        "UserPromptExpansion",
        "PreSkillShellCommand",
        "PreToolUse",
        "PostToolBatch",
    ];

    private readonly BrainFixture brain = new();

    public async ValueTask InitializeAsync()
    {
        BrainFixture.Require();
        await brain.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        brain.TellOfAFailure();
        await brain.DisposeAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Decides_while_the_brain_is_up(bool hard)
    {
        foreach (var name in Events)
        {
            var session = Guid.NewGuid();
            await brain.Client(["mode", "sparring", "--session", session.ToString()]);

            var run = await Hook(session, name, hard);

            // A hard session without a purpose is refused by the brain itself, as a decision: exit 0 and words.
            Assert.Equal((0, ""), (run.ExitCode, run.Error));
            if (name is "PreCompact" or "PostCompact")
                Assert.Equal("", run.Output);
            Assert.Empty(Spool(session));
        }

        var denied = await Hook(Guid.NewGuid(), "UserPromptSubmit", hard);
        Assert.Equal(hard, denied.Output.Contains("\"block\"", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false, "slow")]
    [InlineData(true, "slow")]
    [InlineData(false, "down")]
    [InlineData(true, "down")]
    public async Task Refuses_or_spools_while_it_is_not(bool hard, string state)
    {
        await (state == "slow" ? brain.Freeze() : brain.KillHard());
        var sessions = Events.ToDictionary(name => name, _ => Guid.NewGuid());

        foreach (var name in Events)
        {
            var run = await Hook(sessions[name], name, hard);
            if (hard && Refusable.Contains(name))
            {
                Assert.Equal((2, ""), (run.ExitCode, run.Output));
                // What lives is not started: only of a brain that is gone is anybody told to.
                Assert.Equal(state == "down", run.Error.Contains("brain up", StringComparison.Ordinal));
                Assert.Contains(state == "slow" ? "is slow (" : "socket", run.Error, StringComparison.Ordinal);
                Assert.Empty(Spool(sessions[name]));
                continue;
            }

            Assert.Equal((0, ""), (run.ExitCode, run.Error));
            Assert.DoesNotContain("decision", run.Output, StringComparison.OrdinalIgnoreCase);
            Assert.Equal(name, Assert.Single(Spool(sessions[name]))["event"]!["hook_event_name"]!.ToString());
        }

        await (state == "slow" ? brain.Thaw() : brain.Start());
        Assert.Equal(0, (await brain.Client(["spool", "flush"])).ExitCode);
        Assert.Equal("[]", (await brain.Client(["spool", "--json"])).Output.Trim());
        foreach (var name in Events)
        {
            // A refused prompt never happened; whatever went on is there, once, though a hung brain was told twice.
            var refused = hard && Refusable.Contains(name);
            Assert.Equal(
                refused ? 0L : 1L,
                (
                    await brain.Database.Query<long>("select count(*) from v2.sessions where id = $1", sessions[name])
                ).Single()
            );
            if (name is "UserPromptSubmit")
                Assert.Equal(refused ? 0 : 1, (await brain.Rows.Turns(sessions[name])).Length);
        }
    }

    [Fact]
    public async Task Tells_the_person_once_and_never_the_model()
    {
        await brain.KillHard();
        var session = Guid.NewGuid();

        var lines = new List<string>();
        foreach (var name in Events)
            lines.Add((await Hook(session, name, hard: false)).Output);

        Assert.Single(lines, text => text.Length > 0);
        Assert.Contains("brain is down", lines[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("slow")]
    [InlineData("down")]
    public async Task Lets_a_session_leave_in_time(string state)
    {
        await using var place = await Workplace.With(brain, "--hard");
        await using var talk = place.Claude.Talk();
        await talk.Say("/purpose leave in time");
        await (state == "slow" ? brain.Freeze() : brain.KillHard());

        await talk.End();

        // Claude Code ends this hook after 1.5 s, and a hook that was ended has kept nothing.
        Assert.Contains(Spool(talk.Session), line => line["event"]!["hook_event_name"]!.ToString() == "SessionEnd");
        await (state == "slow" ? brain.Thaw() : brain.Start());
        await brain.Client(["spool", "flush"]);
        Assert.Equal("ended", (await brain.Rows.Session(talk.Session))["status"]);
    }

    [Theory]
    [InlineData(false, "up", true)]
    [InlineData(true, "up", true)]
    [InlineData(false, "slow", true)]
    [InlineData(true, "slow", false)]
    [InlineData(false, "down", true)]
    [InlineData(true, "down", false)]
    public async Task Holds_for_tools_over_http(bool hard, string state, bool runs)
    {
        await using var place = await Workplace.With(
            brain,
            hard ? ["--http", "--http-with-other-users", "--hard"] : ["--http", "--http-with-other-users"]
        );
        var settings = Path.Combine(place.Claude.Home, ".claude", "settings.json");
        var tree = JsonNode.Parse(await File.ReadAllTextAsync(settings))!;
        // Only the tools' own hooks: the prompt would be refused before there is a tool.
        foreach (var (name, _) in tree["hooks"]!.AsObject().ToArray())
        {
            if (name is not ("PreToolUse" or "PostToolUse"))
                tree["hooks"]!.AsObject().Remove(name);
        }

        await File.WriteAllTextAsync(settings, tree.ToJsonString());
        // A hard session's tools wait for a purpose, too.
        var session = Guid.NewGuid();
        await brain.Hook(
            $$"""{"session_id":"{{session}}","hook_event_name":"UserPromptExpansion","command_name":"purpose","command_args":"write a file"}"""
        );
        await (
            state switch
            {
                "slow" => brain.Freeze(),
                "down" => brain.KillHard(),
                _ => Task.CompletedTask,
            }
        );
        File.Delete(place.File("a.txt"));
        await using var talk = place.Claude.Talk(
            "--permission-mode",
            "acceptEdits",
            "--session-id",
            session.ToString()
        );

        await talk.Say("SCRIPT:write please");
        await talk.End();

        Assert.Equal(runs, File.Exists(place.File("a.txt")));
        if (state == "slow")
            await brain.Thaw();
    }

    private Task<ProgramRun> Hook(Guid session, string name, bool hard) =>
        brain.Client(
            hard ? ["hook", "claude-code", "--hard"] : ["hook", "claude-code"],
            $$"""
            {"session_id":"{{session}}","hook_event_name":"{{name}}","prompt_id":"{{Guid.NewGuid()}}","prompt":"p","source":"startup","trigger":"auto",
             "tool_name":"Write","tool_use_id":"t_{{session}}","tool_input":{"file_path":"/a"},"error":"e","reason":"other","cwd":"/home/user/matrix"}
            """
        );

    private JsonNode[] Spool(Guid session)
    {
        var file = Path.Combine(brain.Home, "spool", $"{session}.jsonl");
        return File.Exists(file)
            ? [.. File.ReadAllLines(file).Where(line => line.Length > 0).Select(line => JsonNode.Parse(line)!)]
            : [];
    }
}
