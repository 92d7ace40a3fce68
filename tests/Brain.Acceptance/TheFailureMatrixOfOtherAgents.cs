namespace Brain.Acceptance;

/// <summary>
/// What becomes of each event of other agents, by the native client on a real silo that is up, hangs (SIGSTOP) or is
/// gone: what can be refused is refused in a session that is hard, all else goes on and waits in the spool.
/// </summary>
[Trait("Agents", "others")]
public sealed class TheFailureMatrixOfOtherAgents : IAsyncLifetime
{
    private static readonly Dictionary<string, string[]> Events = new()
    {
        ["codex"] =
        [
            "SessionStart",
            "UserPromptSubmit",
            "PreToolUse",
            "PermissionRequest",
            "PostToolUse",
            "Stop",
            "Interrupt",
            "SubagentStart",
            "SubagentStop",
            "PreCompact",
            "PostCompact",
            "SessionEnd",
        ],
        ["gemini"] =
        [
            "SessionStart",
            "BeforeAgent",
            "BeforeModel",
            "BeforeTool",
            "Notification",
            "AfterTool",
            "AfterAgent",
            "SessionEnd",
        ],
        ["copilot"] =
        [
            "sessionStart",
            "userPromptSubmitted",
            "preToolUse",
            "notification",
            "postToolUse",
            "postToolUseFailure",
            "agentStop",
            "subagentStart",
            "subagentStop",
            "preCompact",
            "sessionEnd",
        ],
        ["qwen"] =
        [
            "SessionStart",
            "UserPromptSubmit",
            "PreToolUse",
            "PermissionRequest",
            "PostToolUse",
            "PostToolUseFailure",
            "PostToolBatch",
            "Stop",
            "SubagentStart",
            "SubagentStop",
            "PreCompact",
            "SessionEnd",
        ],
        // What its plugin hands on where it could not tell it by itself.
        ["opencode"] =
        [
            "session.created",
            "chat.message",
            "tool.execute.before",
            "permission.asked",
            "tool.execute.after",
            "tool.failed",
            "session.idle",
            "session.error",
            "dispose",
        ],
    };

    // Their payloads do not say which event it is, or their hooks are started with its name.
    private static readonly string[] AreNamed = ["copilot", "opencode"];

    private static readonly string[] Prompts =
    [
        "UserPromptSubmit",
        "BeforeAgent",
        "userPromptSubmitted",
        "chat.message",
    ];

    private static readonly string[] Calls = ["PreToolUse", "BeforeTool", "preToolUse", "tool.execute.before"];

    // What each says no with.
    private const string No = "\"(deny|block)\"|\"handled\":true|\"refuse\":";

    // It asks before each request of the model's, and what nobody was asked is nothing to tell later.
    private const string OnlyAsks = "BeforeModel";

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
        foreach (var one in All())
        {
            if (Calls.Contains(one.Name))
            {
                var asks = Events[one.Agent].Single(Prompts.Contains);
                await Hook(one with { Name = asks }, hard);
                await brain.Client(["mode", "sparring", "--session", $"{one.Session}"]);
            }

            var run = await Hook(one, hard);

            Assert.Equal((0, ""), (run.ExitCode, run.Error));
            Assert.Equal(0, Waiting(one.Session));
            // Sparring writes nothing, and who is hard does nothing without a purpose.
            if (Calls.Contains(one.Name) || (hard && Prompts.Contains(one.Name)))
                Assert.Matches(No, run.Output);
            else
                Assert.DoesNotMatch(No, run.Output);
        }
    }

    [Theory]
    [InlineData(false, "slow")]
    [InlineData(true, "slow")]
    [InlineData(false, "down")]
    [InlineData(true, "down")]
    public async Task Refuses_or_spools_while_it_is_not(bool hard, string state)
    {
        await (state == "slow" ? brain.Freeze() : brain.KillHard());
        var all = All().ToArray();

        foreach (var one in all)
        {
            var run = await Hook(one, hard);
            if (IsRefused(one, hard))
                Refuses(one, run, state == "slow" ? "in time" : "socket");
            else
            {
                Assert.Equal((0, ""), (run.ExitCode, run.Error));
                Assert.DoesNotMatch(No, run.Output);
            }

            Assert.Equal(IsRefused(one, hard) || one.Name == OnlyAsks ? 0 : 1, Waiting(one.Session));
        }

        await (state == "slow" ? brain.Thaw() : brain.Start());
        Assert.Equal(0, (await brain.Client(["spool", "flush"])).ExitCode);
        Assert.Equal("[]", (await brain.Client(["spool", "--json"])).Output.Trim());
        foreach (var one in all.Where(one => one.Name != OnlyAsks))
        {
            // A refused prompt never happened; what went on is there, once, though a hung brain was told twice.
            var source = await brain.Database.Query<string>(
                "select source from v2.sessions where id = $1",
                one.Session
            );
            Assert.Equal(IsRefused(one, hard) ? [] : [one.Agent], source);
            if (Prompts.Contains(one.Name))
                Assert.Equal(hard ? 0 : 1, (await brain.Rows.Turns(one.Session)).Length);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Refuses_or_keeps_what_cannot_be_read(bool hard)
    {
        foreach (var one in All().Where(one => Calls.Contains(one.Name)))
        {
            var run = await Hook(one, hard, cut: true);

            if (hard)
                Refuses(one, run, "can't be read as an event");
            else
                Assert.Equal((0, ""), (run.ExitCode, run.Error));
            Assert.Equal(0, Waiting(one.Session));
            var kept = Path.Combine(brain.Home, "spool", "rejected.jsonl");
            Assert.Equal(!hard, File.Exists(kept) && File.ReadAllText(kept).Contains($"{one.Session}"));
        }
    }

    [Theory]
    [InlineData("codex", 1)]
    [InlineData("gemini", 1)]
    [InlineData("copilot", 0)]
    [InlineData("qwen", 1)]
    [InlineData("opencode", 1)]
    public async Task Tells_the_person_once_where_that_is_shown_and_never_the_model(string agent, int times)
    {
        await brain.KillHard();
        var session = Guid.NewGuid();

        var lines = new List<string>();
        foreach (var name in Events[agent])
            lines.Add((await Hook(new(agent, name, session), hard: false)).Output);

        Assert.Equal(times, lines.Count(line => line.Length > 0));
        Assert.All(lines.Where(line => line.Length > 0), line => Assert.StartsWith("{\"systemMessage\"", line));
    }

    [Fact]
    public async Task Says_what_is_not_shown_at_a_start_once_after_a_restart_too()
    {
        var session = Guid.NewGuid();
        await Hook(new("copilot", "sessionStart", session), hard: true);
        await brain.KillHard();
        await brain.Start();

        var first = await Hook(new("copilot", "userPromptSubmitted", session), hard: true);
        var second = await Hook(new("copilot", "userPromptSubmitted", session), hard: true);

        Assert.Contains("this session is hard, and here that has limits", first.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("has limits", second.Output, StringComparison.Ordinal);
    }

    private static IEnumerable<AgentsEvent> All() =>
        Events.SelectMany(agent => agent.Value.Select(name => new AgentsEvent(agent.Key, name, Guid.NewGuid())));

    private static bool IsRefused(AgentsEvent one, bool hard) =>
        hard && (Prompts.Contains(one.Name) || Calls.Contains(one.Name));

    // Copilot CLI takes a refusal from an answer alone, for a hook that fails says nothing to the model, and so does
    // opencode's plugin.
    private static void Refuses(AgentsEvent one, ProgramRun run, string why)
    {
        var answers = AreNamed.Contains(one.Agent);
        Assert.Equal(answers ? 0 : 2, run.ExitCode);
        Assert.Equal(answers, run.Output.Length > 0);
        if (answers)
            Assert.Matches(No, run.Output);
        Assert.Contains(why, run.Error, StringComparison.Ordinal);
        Assert.Contains("To go on:", run.Error, StringComparison.Ordinal);
    }

    private Task<ProgramRun> Hook(AgentsEvent one, bool hard, bool cut = false)
    {
        string[] named = AreNamed.Contains(one.Agent) ? ["hook", one.Agent, one.Name] : ["hook", one.Agent];
        var payload = one.Agent switch
        {
            "codex" => $$"""
                {"session_id":"{{one.Session}}","hook_event_name":"{{one.Name}}","turn_id":"{{Guid.NewGuid()}}",
                "tool_name":"apply_patch","tool_use_id":"t1","tool_input":{"command":
                "*** Begin Patch\n*** Add File: a.txt\n+a\n*** End Patch"},"prompt":"p","source":"startup",
                "trigger":"auto","reason":"other","cwd":"/home/user/matrix"}
                """,
            "gemini" => $$"""
                {"session_id":"{{one.Session}}","hook_event_name":"{{one.Name}}","timestamp":"2026-11-28T15:50:53.292Z",
                "tool_name":"write_file","tool_input":{"file_path":"/a"},"prompt":"p","source":"startup",
                "reason":"exit","llm_request":{"model":"gemini-x"},"notification_type":"ToolPermission",
                "cwd":"/home/user/matrix"}
                """,
            "qwen" => $$"""
                {"session_id":"{{one.Session}}","hook_event_name":"{{one.Name}}","tool_name":"write_file",
                "tool_use_id":"t1","tool_input":{"file_path":"/a"},"prompt":"p","prompt_id":"{{one.Session}}########0",
                "tool_calls":[{"tool_name":"write_file","tool_call_id":"t1","status":"cancelled","tool_input":
                {"file_path":"/a"} },{"tool_name":"read_file","tool_call_id":"t2","status":"success","tool_input":
                {"file_path":"/b"} }],"source":"startup","trigger":"auto","reason":"other","cwd":"/home/user/matrix"}
                """,
            "opencode" => $$"""
                {"event":"{{one.Name}}","eventId":"{{Guid.NewGuid()}}","sessionId":"{{one.Session}}","tool":"write",
                "callId":"t1","args":{"filePath":"/a"},"prompt":"p","messageId":"m1","source":"startup",
                "error":"odd","reason":"exit","cwd":"/home/user/matrix"}
                """,
            _ => $$"""
                {"sessionId":"{{one.Session}}","timestamp":1795881878607,"toolName":"create","toolArgs":{"path":"/a"},
                "prompt":"p","source":"new","reason":"complete","notification_type":"permission_prompt",
                "cwd":"/home/user/matrix"}
                """,
        };
        return brain.Client(hard ? [.. named, "--hard"] : named, cut ? payload.TrimEnd()[..^4] : payload);
    }

    private int Waiting(Guid session)
    {
        var file = Path.Combine(brain.Home, "spool", $"{session}.jsonl");
        return File.Exists(file) ? File.ReadAllLines(file).Count(line => line.Length > 0) : 0;
    }

    private sealed record AgentsEvent(string Agent, string Name, Guid Session);
}
