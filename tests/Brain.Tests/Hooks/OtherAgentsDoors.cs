using System.Net;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Brain.Messages.Sessions;
using Brain.Silo.Hooks;
using Brain.Silo.Hooks.Codex;
using Brain.Silo.Hooks.Copilot;
using Brain.Silo.Hooks.Gemini;
using Brain.Silo.Hooks.OpenCode;
using Brain.Silo.Hooks.Qwen;

namespace Brain.Tests.Hooks;

/// <summary>What the doors of other agents answer, each in the words of its agent.</summary>
public sealed class OtherAgentsDoors(SiloFixture silo) : IClassFixture<SiloFixture>
{
    private const int Bodies = 4_000;
    private const int Seed = 20261129;

    private readonly Guid _session = Guid.NewGuid();

    private int _turn;

    [Fact]
    public async Task Say_codex_no_more_than_it_knows_when_a_call_is_denied()
    {
        await Prompt("$mode sparring");

        var answer = await Codex("PreToolUse", Patch("*** Begin Patch\n*** Add File: a.txt\n+a\n*** End Patch\n"));

        Assert.Equal(["hookSpecificOutput"], Names(answer));
        var output = answer.GetProperty("hookSpecificOutput");
        Assert.Equal(["hookEventName", "permissionDecision", "permissionDecisionReason"], Names(output));
        Assert.Equal("deny", output.GetProperty("permissionDecision").GetString());
        Assert.Contains("$mode execution", output.GetProperty("permissionDecisionReason").GetString());
    }

    [Fact]
    public async Task Deny_codex_what_would_be_asked_for_it_cannot_ask()
    {
        await Prompt("$mode sparring");

        var answer = await Codex(
            "PreToolUse",
            """ "tool_name":"Bash","tool_input":{"command":"make install"},"tool_use_id":"c1" """
        );

        var reason = answer.GetProperty("hookSpecificOutput").GetProperty("permissionDecisionReason").GetString();
        Assert.Contains("can't be made to ask", reason);
        Assert.Equal(["deny"], await Lines("decision from v2.decisions where event = 'PreToolUse' and session_id"));
    }

    [Theory]
    [InlineData("$purpose mend the till")]
    [InlineData("brain purpose mend the till")]
    [InlineData("/purpose mend the till")]
    [InlineData("/brain:purpose mend the till")]
    public async Task Take_a_command_in_each_of_its_spellings(string typed)
    {
        var answer = await Prompt(typed);

        Assert.Equal("block", answer.GetProperty("decision").GetString());
        Assert.Equal(["mend the till"], await Lines("purpose from v2.sessions where id"));
    }

    [Theory]
    [InlineData("brain surgery is hard")]
    [InlineData("$HOME is not set, why?")]
    [InlineData("brainpurpose x")]
    public async Task Take_no_other_words_for_a_command(string typed)
    {
        await Prompt(typed);

        Assert.Equal([typed], await Lines("user_message from v2.turns where session_id"));
    }

    [Fact]
    public async Task Tell_codex_how_commands_are_typed_and_a_hard_session_its_limits()
    {
        var soft = await Codex("SessionStart", """ "source":"startup" """);
        Assert.Contains("$purpose, $mode", soft.GetProperty("systemMessage").GetString());
        Assert.DoesNotContain("has limits", soft.GetProperty("systemMessage").GetString());

        var hard = await Codex(Guid.NewGuid(), "SessionStart", """ "source":"startup" """, hard: true);
        Assert.Contains("Codex can't be made to ask", hard.GetProperty("systemMessage").GetString());
    }

    [Fact]
    public async Task Leave_a_sub_agents_task_to_the_turn_that_started_it()
    {
        await Prompt("do it");
        await Codex("UserPromptSubmit", """ "prompt":"look around","agent_id":"a1","turn_id":"x" """);
        await Codex(
            "PreToolUse",
            $"""
            "agent_id":"a1","turn_id":"{Guid.NewGuid()}","tool_name":"Bash","tool_input":{Ls},"tool_use_id":"c9"
            """
        );

        // A call that is about to run is written with what comes next.
        await Codex("Stop", """ "last_assistant_message":"done" """);

        Assert.Equal(["do it"], await Lines("user_message from v2.turns where session_id"));
        Assert.Equal(["a1 | 1"], await Lines("agent_id, count(turn_id) from v2.tool_calls where session_id", "1"));
    }

    // Copilot CLI reads Claude Code's settings, and its own hook tells the same.
    [Fact]
    public async Task Hear_an_event_of_copilot_once_when_it_runs_claude_codes_hooks_too()
    {
        var (status, body) = await silo.Hook(
            $$"""
            {"hook_event_name":"UserPromptSubmit","session_id":"{{_session}}","timestamp":"2026-11-28T16:08:56.695Z",
            "cwd":"/p","prompt":"hello"}
            """
        );
        Assert.Equal((HttpStatusCode.OK, "{}"), (status, body));
        Assert.Empty(await Lines("id from v2.sessions where id"));

        await Post(
            "copilot",
            $$"""{"sessionId":"{{_session}}","timestamp":1795881878607,"cwd":"/p","prompt":"hello"}""",
            "userPromptSubmitted"
        );
        Assert.Equal(["copilot | 1"], await Lines("source, turn_count from v2.sessions where id"));
    }

    [Fact]
    public async Task Keep_the_id_of_a_session_that_is_no_uuid()
    {
        var own = $"ses_{Guid.NewGuid():N}";
        await Post("opencode", $$"""{"event":"chat.message","sessionId":"{{own}}","prompt":"hi","messageId":"m1"}""");

        Assert.Equal(
            ["opencode"],
            await silo.Postgres.Lines(
                $"select source from v2.sessions where metadata ->> 'agent_session_id' = '{own}'"
            )
        );
    }

    [Theory]
    [InlineData("*** Begin Patch\n*** Add File: a/b.txt\n+x\n*** End Patch", "a/b.txt")]
    [InlineData("*** Begin Patch\n*** Update File: a/b.cs\n@@\n*** Delete File: a/c.cs", "a/b.cs a/c.cs")]
    [InlineData("*** Begin Patch\n*** Update File: a/b.cs\n*** Move to: c/d.cs\n@@\n", "a/b.cs c/d.cs")]
    [InlineData("*** Begin Patch\r\n  *** Add File: a.cs\r\n+x", "a.cs")]
    [InlineData("no patch", "")]
    public void Find_the_files_of_a_patch_inside_its_text(string patch, string paths) =>
        Assert.Equal(paths.Split(' ', StringSplitOptions.RemoveEmptyEntries), PatchFiles.Of(patch));

    [Theory]
    [InlineData("codex", "tool_name", "tool_input", """{"command":"P"}""")]
    [InlineData("copilot", "toolName", "toolArgs", """{"input":"P"}""")]
    [InlineData("copilot", "toolName", "toolArgs", "\"P\"")]
    [InlineData("opencode", "tool", "args", """{"patchText":"P"}""")]
    public void Name_every_file_of_a_patch(string agent, string tool, string input, string holds)
    {
        var patch = JsonSerializer.Serialize("*** Begin Patch\n*** Add File: a.cs\n+x\n*** Delete File: b/c.cs\n");
        var (session, name) = agent == "codex" ? ("session_id", "hook_event_name") : ("sessionId", "event");
        IAgentAdapter adapter = agent switch
        {
            "codex" => new CodexHook(),
            "copilot" => new CopilotHook(silo.Settings),
            _ => new OpenCodeHook(),
        };

        var read = adapter.Read(
            Encoding.UTF8.GetBytes(
                $$"""
                {"{{session}}":"{{_session}}","{{name}}":"PreToolUse","{{tool}}":"apply_patch",
                "{{input}}":{{holds.Replace("\"P\"", patch, StringComparison.Ordinal)}} }
                """
            ),
            "preToolUse"
        );

        Assert.Equal(["a.cs", "b/c.cs"], read.Event.Paths!);
        Assert.Equal("a.cs, b/c.cs", read.Event.Target);
    }

    [Theory]
    [InlineData("tiny-list_issues", "mcp__tiny__list_issues")]
    [InlineData("tiny-er-get", "mcp__tiny__er-get")]
    [InlineData("other-get", "other-get")]
    [InlineData("tiny-", "tiny-")]
    public void Write_the_server_of_a_tool_apart_where_it_is_known(string name, string written) =>
        Assert.Equal(written, McpName.Of(name, "-", ["tiny-er", "tiny"]));

    [Fact]
    public void Take_geminis_word_for_the_server_of_a_tool()
    {
        var read = new GeminiHook().Read(
            Encoding.UTF8.GetBytes(
                $$"""
                {"session_id":"{{_session}}","hook_event_name":"BeforeTool","tool_name":"mcp_search_delete",
                "mcp_context":{"server_name":"search","tool_name":"delete"} }
                """
            ),
            null
        );

        Assert.Equal(("mcp__search__delete", ToolKind.Mcp), (read.Event.ToolName!, read.Event.ToolKind));
    }

    [Fact]
    public void Give_a_result_to_the_call_that_ran_and_not_to_one_that_was_refused()
    {
        var hook = new GeminiHook();
        var refused = Call(hook, "BeforeTool", "1");
        hook.Write(SessionAnswer.Block("no"), refused);
        var ran = Call(hook, "BeforeTool", "2");
        hook.Write(SessionAnswer.Nothing, ran);

        Assert.Equal(ran.ToolUseId, Call(hook, "AfterTool", "3").ToolUseId);
        Assert.NotEqual(refused.ToolUseId, ran.ToolUseId);
    }

    [Fact]
    public void Give_a_result_to_the_latest_call_where_another_never_ran()
    {
        var hook = new GeminiHook();
        Call(hook, "BeforeTool", "1");
        var ran = Call(hook, "BeforeTool", "2");

        Assert.Equal(ran.ToolUseId, Call(hook, "AfterTool", "3").ToolUseId);
        Assert.Equal(ran.ToolUseId, Call(hook, "AfterTool", "3").ToolUseId);
    }

    [Fact]
    public void Hand_a_reminder_on_with_the_result_where_the_model_reads_none_before()
    {
        var hook = new GeminiHook();
        var answer = SessionAnswer.Nothing with { Context = "Remember the tests." };

        Assert.Equal("{}", Written(hook, answer, Call(hook, "BeforeTool", "1")));
        var after = Call(hook, "AfterTool", "2");
        Assert.Contains("Remember the tests.", Written(hook, SessionAnswer.Nothing, after));
        Assert.Equal("{}", Written(hook, SessionAnswer.Nothing, after));
    }

    [Theory]
    [InlineData("postToolUse")]
    [InlineData("postToolUseFailure")]
    public void Hand_a_reminder_of_copilots_on_with_the_result_too(string after)
    {
        var hook = new CopilotHook(silo.Settings);
        HookEvent Copilot(string name, int at) =>
            hook.Read(
                Encoding.UTF8.GetBytes(
                    $$"""{"sessionId":"{{_session}}","timestamp":{{at}},"toolName":"bash","toolArgs":{{Ls}} }"""
                ),
                name
            ).Event;

        Written(hook, SessionAnswer.Nothing with { Context = "Remember the tests." }, Copilot("preToolUse", 1));

        Assert.Contains("Remember the tests.", Written(hook, SessionAnswer.Nothing, Copilot(after, 2)));
    }

    [Theory]
    [InlineData("PostToolUse")]
    [InlineData("PostToolUseFailure")]
    public void Hand_a_reminder_of_qwens_on_with_the_result_too(string after)
    {
        var hook = new QwenHook();
        HookEvent Qwen(string name) =>
            hook.Read(
                Encoding.UTF8.GetBytes(
                    $$"""
                    {"session_id":"{{_session}}","hook_event_name":"{{name}}","tool_call_id":"c1",
                    "tool_name":"run_shell_command","tool_input":{{Ls}} }
                    """
                ),
                null
            ).Event;
        var answer = SessionAnswer.Nothing with { Context = "Remember the tests." };

        Assert.Equal("{}", Written(hook, answer, Qwen("PreToolUse")));
        Assert.Contains("Remember the tests.", Written(hook, SessionAnswer.Nothing, Qwen(after)));
        Assert.Equal("{}", Written(hook, SessionAnswer.Nothing, Qwen(after)));
    }

    [Theory]
    [InlineData("Output: oops\nExit Code: 3\nProcess Group PGID: 30030", 3)]
    [InlineData("<untrusted_context>\nOutput: oops\nExit Code: 3\nProcess Group PGID: 1\n</untrusted_context>", 3)]
    [InlineData("Output: a\nError: (none)\nExit Code: 1\nSignal: (none)\nBackground PIDs: (none)", 1)]
    [InlineData("Output: job 7\nExit Code: 3\nall is well\nProcess Group PGID: 30030", null)]
    [InlineData("Output: a\nExit Code: 0\nProcess Group PGID: 30030", null)]
    [InlineData("", null)]
    public void Know_a_command_of_gemini_that_failed_by_what_stands_behind_its_output(string text, int? code) =>
        Assert.Equal(code, GeminiOutcome.ExitCode(text));

    [Theory]
    [InlineData("gemini", "run_shell_command", "Exit Code: 3\\nProcess Group PGID: 3", EventKind.ToolFailure)]
    [InlineData("gemini", "read_file", "Exit Code: 3\\nProcess Group PGID: 3", EventKind.ToolSuccess)]
    [InlineData("copilot", "bash", "oops\\n<shellId: 0 completed with exit code 3>", EventKind.ToolFailure)]
    [InlineData("copilot", "bash", "the build ended with exit code 3", EventKind.ToolSuccess)]
    [InlineData("copilot", "task", "It failed.\\n<shellId: 0 completed with exit code 3>", EventKind.ToolSuccess)]
    [InlineData("copilot", "view", "oops\\n<shellId: 0 completed with exit code 3>", EventKind.ToolSuccess)]
    public void Take_no_text_of_another_tool_for_a_command_that_failed(
        string agent,
        string tool,
        string text,
        EventKind kind
    )
    {
        IAgentAdapter hook = agent == "gemini" ? new GeminiHook() : new CopilotHook(silo.Settings);
        var body = $$"""
            {"session_id":"{{Guid.NewGuid()}}","sessionId":"{{Guid.NewGuid()}}","hook_event_name":"AfterTool",
            "tool_name":"{{tool}}","toolName":"{{tool}}","tool_input":{},"toolArgs":{},
            "tool_response":{"llmContent":"{{text}}"},
            "toolResult":{"resultType":"success","textResultForLlm":"{{text}}"} }
            """;

        var read = hook.Read(Encoding.UTF8.GetBytes(body), agent == "gemini" ? null : "postToolUse");

        Assert.Equal(kind, read.Event.Kind);
    }

    [Fact]
    public void Take_no_earlier_answer_for_a_turns()
    {
        using var scratch = new Client.ScratchFolder();
        var file = $"{scratch.Path}/events.jsonl";
        const string Said = """{"type":"assistant.message","data":{"content":"Of the first."}}""";
        const string Agents = """{"type":"assistant.message","agentId":"a1","data":{"content":"An agent's."}}""";
        const string Second = """{"type":"user.message","data":{"content":"Second?"}}""";
        File.WriteAllLines(file, [Said, Agents]);
        Assert.Equal("Of the first.", CopilotOutcome.Answer(file));
        File.WriteAllLines(file, [Said, Second, Agents]);
        Assert.Null(CopilotOutcome.Answer(file));
        const string Beside = """{"type":"assistant.message","data":{"content":"First a look.","toolRequests":[{}]}}""";
        File.WriteAllLines(file, [Second, Beside]);
        Assert.Null(CopilotOutcome.Answer(file));

        const string Gemini = """{"type":"gemini","content":"Of the first."}""";
        const string Result = """{"type":"user","content":[{"functionResponse":{"id":"x"}}]}""";
        const string Prompt = """{"type":"user","content":[{"text":"Second?"}]}""";
        File.WriteAllLines(file, [Gemini, Result]);
        Assert.Equal("Of the first.", GeminiOutcome.Answer(file));
        File.WriteAllLines(file, [Gemini, Prompt]);
        Assert.Null(GeminiOutcome.Answer(file));
    }

    [Theory]
    [InlineData(EventKind.TurnInterruption, Asked, Stopped)]
    [InlineData(EventKind.TurnInterruption, Asked, Spoken, Stopped, Footer)]
    [InlineData(EventKind.TurnEnd, Asked, Stopped, Asked, Spoken)]
    [InlineData(EventKind.TurnEnd, Asked, Spoken, Footer)]
    public void Know_by_a_note_that_geminis_turn_was_stopped(EventKind kind, params string[] lines)
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("brain-records").FullName, "session-1.jsonl");
        File.WriteAllLines(file, lines);

        var read = new GeminiHook().Read(
            JsonSerializer.SerializeToUtf8Bytes(
                new Dictionary<string, string>
                {
                    ["session_id"] = $"{_session}",
                    ["hook_event_name"] = "AfterAgent",
                    ["transcript_path"] = file,
                }
            ),
            null
        );

        Assert.Equal(kind, read.Event.Kind);
    }

    [Fact]
    public void Know_the_rollout_of_a_sub_agents_session()
    {
        using var scratch = new Client.ScratchFolder();
        var folder = scratch.Path;
        var own = $"{folder}/rollout-2026-11-28T15-26-05-{_session}.jsonl";
        var child = $"{folder}/rollout-2026-11-28T15-26-07-{Guid.NewGuid()}.jsonl";
        File.WriteAllText(own, "");

        var read = new CodexHook().Read(
            JsonSerializer.SerializeToUtf8Bytes(
                new Dictionary<string, string>
                {
                    ["session_id"] = $"{_session}",
                    ["hook_event_name"] = "PreToolUse",
                    ["agent_id"] = "a1",
                    ["transcript_path"] = child,
                }
            ),
            null
        );

        Assert.Equal(own, read.Event.TranscriptPath);
    }

    [Theory]
    [InlineData("codex")]
    [InlineData("gemini")]
    [InlineData("qwen")]
    [InlineData("copilot")]
    [InlineData("opencode")]
    [InlineData("opencode/usage")]
    [InlineData("opencode/request")]
    public async Task Answer_hostile_bodies_and_break_no_rule(string agent)
    {
        var random = new Random(Seed);
        var odd = new System.Collections.Concurrent.ConcurrentBag<string>();
        var recorded = Recorded(agent).Concat(ByPlugin(agent).Select(body => ("", body))).ToArray();
        var bodies = Enumerable
            .Range(0, Bodies)
            .Select(count =>
            {
                if (recorded.Length == 0 || count % 2 == 0)
                    return ("preToolUse", Mutated(random));
                var (named, payload) = recorded[random.Next(recorded.Length)];
                return (named, HostileText.Of(payload, random));
            })
            .Select(one => (Named: one.Item1, Body: one.Item2))
            .ToArray();

        await Parallel.ForEachAsync(bodies, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (one, stop) =>
        {
            using var answer = await Send(agent, one.Body, one.Named, stop);
            if (answer.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.NoContent or HttpStatusCode.BadRequest))
                odd.Add($"{(int)answer.StatusCode} for {Encoding.UTF8.GetString(one.Body)}");
        });

        Assert.Empty(odd);
        Assert.Empty(
            await silo.Postgres.Lines(
                "select s.id from v2.sessions s left join v2.turns t on t.session_id = s.id group by s.id "
                    + "having s.turn_count <> count(t.id) or coalesce(max(t.turn_num), 0) <> count(t.id)"
            )
        );
    }

    private HookEvent Call(GeminiHook hook, string name, string moment) =>
        hook.Read(
            Encoding.UTF8.GetBytes(
                $$"""
                {"session_id":"{{_session}}","hook_event_name":"{{name}}","timestamp":"{{moment}}",
                "tool_name":"run_shell_command","tool_input":{"command":"ls"} }
                """
            ),
            null
        ).Event;

    private static string Written(IAgentAdapter hook, SessionAnswer answer, HookEvent to) =>
        Encoding.UTF8.GetString(hook.Write(answer, to).Span);

    // The agents whose payloads name their events take no notice of another name.
    private const string HardMark = "hard";

    private const string Asked = """{"type":"user","content":[{"text":"Go."}]}""";
    private const string Spoken = """{"type":"gemini","content":"Gone."}""";
    private const string Stopped = """{"type":"info","content":"Request cancelled."}""";
    private const string Footer = """{"type":"info","content":"Session Boss: turn 1"}""";
    private const string Ls = """{"command":"ls"}""";

    private static string Patch(string patch) =>
        $$"""
        "tool_name":"apply_patch","tool_input":{"command":{{JsonSerializer.Serialize(patch)}}},"tool_use_id":"p1"
        """;

    // Each line is what one hook was handed, with its event and a tab before it where the payload does not name it.
    private static IEnumerable<(string Named, string Payload)> Recorded(
        string agent,
        [CallerFilePath] string here = ""
    )
    {
        var tests = Path.Combine(Path.GetDirectoryName(here)!, "..", "..");
        var folder = Path.Combine(tests, "Brain.Acceptance", "fixtures", "agents", agent);
        return Directory.Exists(folder)
            ? Directory
                .EnumerateFiles(folder, "*.jsonl")
                .Order(StringComparer.Ordinal)
                .SelectMany(File.ReadLines)
                .Where(line => line.Length > 0)
                .Select(line => line.Split('\t', 2) is [var named, var payload] ? (named, payload) : ("", line))
            : [];
    }

    // opencode's plugin sends what no hook of opencode's is handed.
    private static string[] ByPlugin(string door) =>
        door switch
        {
            "opencode" =>
            [
                """{"event":"session.created","sessionId":"ses_1","agentId":"ses_2","source":"startup","cwd":"/p"}""",
                """{"event":"chat.message","sessionId":"ses_1","prompt":"$mode soft","messageId":"msg_1","cwd":"/p"}""",
                """
                {"event":"tool.execute.before","sessionId":"ses_1","tool":"bash","callId":"c1","args":{"command":"ls"} }
                """,
                """
                {"event":"tool.failed","sessionId":"ses_1","tool":"my_get","server":"my","callId":"c1","error":"no"}
                """,
                """{"event":"session.error","sessionId":"ses_1","error":"MessageAbortedError","answer":"Aborted"}""",
                """{"event":"dispose","sessionId":"ses_1","reason":"exit"}""",
            ],
            "opencode/usage" =>
            [
                """
                {"sessionId":"ses_1","agentId":"ses_2","messageId":"msg_1","partId":"prt_1","model":"m",
                "tokens":{"input":1,"output":2,"reasoning":3,"cache":{"read":4,"write":5} } }
                """,
            ],
            "opencode/request" => ["""{"sessionId":"ses_1","agentId":"ses_2","request":"r1","model":"m"}"""],
            _ => [],
        };

    private static byte[] Mutated(Random random)
    {
        string[] events =
        [
            "PreToolUse",
            "BeforeTool",
            "UserPromptSubmit",
            "BeforeAgent",
            "Stop",
            "AfterAgent",
            "SessionStart",
            "PostToolUse",
            "chat.message",
        ];
        string[] values = ["1", "null", "true", "[]", "{}", "\"\"", "\"x\"", "\"\\ud83d\"", "-1e999", "{\"path\":7}"];
        var text = new StringBuilder("{");
        string[] names =
        [
            "session_id",
            "sessionId",
            "event",
            "tool_name",
            "toolName",
            "tool",
            "tool_input",
            "toolArgs",
            "args",
            "prompt",
            "turn_id",
            "agent_id",
            "agentId",
            "parentAgentId",
            "timestamp",
            "transcript_path",
            "tool_response",
            "toolResult",
            "cwd",
        ];
        text.Append($"\"hook_event_name\":\"{events[random.Next(events.Length)]}\"");
        foreach (var name in names.Where(_ => random.Next(3) > 0))
            text.Append($",\"{name}\":{values[random.Next(values.Length)]}");
        text.Append('}');
        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        for (var times = random.Next(3); times > 0; times--)
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        return random.Next(10) == 0 ? bytes[..random.Next(bytes.Length)] : bytes;
    }

    private static string[] Names(JsonElement json) => [.. json.EnumerateObject().Select(field => field.Name)];

    private Task<JsonElement> Prompt(string text)
    {
        _turn++;
        return Codex("UserPromptSubmit", $"\"prompt\":{JsonSerializer.Serialize(text)}");
    }

    private Task<JsonElement> Codex(string name, string fields) => Codex(_session, name, fields);

    private async Task<JsonElement> Codex(Guid session, string name, string fields, bool hard = false)
    {
        var turn = fields.Contains("turn_id", StringComparison.Ordinal)
            ? ""
            : $"\"turn_id\":\"{new Guid(_turn, 0, 0, _session.ToByteArray()[..8])}\",";
        var body = $"{{\"session_id\":\"{session}\",\"hook_event_name\":\"{name}\",\"cwd\":\"/p\",{turn}{fields}}}";
        return JsonSerializer.Deserialize<JsonElement>(await Post("codex", body, hard: hard));
    }

    private async Task<string> Post(string agent, string body, string? named = null, bool hard = false)
    {
        using var answer = await Send(
            agent,
            Encoding.UTF8.GetBytes(body),
            hard ? HardMark : named,
            CancellationToken.None
        );
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.OK, text);
        return text;
    }

    private async Task<HttpResponseMessage> Send(string agent, byte[] body, string? named, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/hooks/{agent}")
        {
            Content = new ByteArrayContent(body),
        };
        request.Content.Headers.ContentType = new("application/json");
        if (named is not null)
            request.Headers.Add("Brain-Event", Convert.ToBase64String(Encoding.UTF8.GetBytes(named)));
        if (named == HardMark)
            request.Headers.Add("Brain-Hard", "1");
        return await silo.Socket.SendAsync(request, stop);
    }

    private Task<string[]> Lines(string what, string? group = null) =>
        silo.Postgres.Lines(
            $"select {what} = '{_session}'" + (group is null ? "" : $" group by {group}")
        );
}
