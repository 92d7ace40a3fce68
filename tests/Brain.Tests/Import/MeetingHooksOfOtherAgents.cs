using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Brain.Messages.Hooks;
using Brain.Tests.Tidy;

namespace Brain.Tests.Import;

/// <summary>
/// What the hooks of other agents tell of a session and what its file tells are the same turns and calls, whichever
/// comes first, and neither makes the other untrue.
/// </summary>
public sealed class MeetingHooksOfOtherAgents(SiloFixture silo) : IClassFixture<SiloFixture>
{
    private static readonly string Files = Path.Combine(DocPage.Root, "tests/Brain.Tests/Support/Agents");
    private static readonly string Hooks = Path.Combine(DocPage.Root, "tests/Brain.Acceptance/fixtures/agents");

    // A session as it was recorded: its hooks, its files each with where it lies, and its rows.
    private static readonly (string Agent, string Hooks, string[] Files, string[] Turns, string[] Calls)[] Recorded =
    [
        (
            "codex",
            "interrupt-int",
            ["codex-interrupt-int sessions/2026/11/28/rollout-2026-11-28T15-24-03-SESSION.jsonl"],
            ["1 | errored | SCRIPT:slowshell run | - | 1"],
            ["Bash | interrupted | sleep 30; echo slept | - | 1"]
        ),
        (
            "codex",
            "resume-1 resume-2",
            ["codex-resume-2 sessions/2026/11/28/rollout-2026-11-28T15-22-24-SESSION.jsonl"],
            [
                "1 | ok | SCRIPT:shell run it | The shell said hi. | 1",
                "2 | ok | SCRIPT:two go on | Second answer from the fake model. | 0",
            ],
            ["Bash | ok | echo hi-from-shell | - | 1"]
        ),
        (
            "codex",
            "compact-auto",
            ["codex-compact-auto sessions/2026/11/28/rollout-2026-11-28T15-25-41-SESSION.jsonl"],
            ["1 | ok | SCRIPT:shell run it | Answer after the compaction. | 1"],
            ["Bash | ok | echo hi-from-shell | - | 1"]
        ),
        (
            "codex",
            "pre-deny",
            ["codex-pre-deny sessions/2026/11/28/rollout-2026-11-28T15-19-49-SESSION.jsonl"],
            ["1 | ok | SCRIPT:shell run it | The shell said hi. | 1"],
            ["Bash | denied | echo hi-from-shell | - | 1"]
        ),
        (
            "codex",
            "print-write",
            ["codex-print-write sessions/2026/11/28/rollout-2026-11-28T15-18-33-SESSION.jsonl"],
            ["1 | ok | SCRIPT:write write it | Done: wrote a.txt. | 1"],
            ["apply_patch | ok | a.txt | - | 1"]
        ),
        (
            "qwen",
            "agent",
            ["qwen-agent projects/-home-user-project/chats/SESSION.jsonl"],
            ["1 | ok | SCRIPT:agentq x | The sub-agent reported back. | 2"],
            [
                "agent | ok | general-purpose | - | 1",
                "run_shell_command | ok | echo from-the-sub-agent | general-purpose-call_00ad40595430266c8b10 | 1",
            ]
        ),
        (
            "qwen",
            "resume-1 resume-2",
            ["qwen-resume-2 projects/-home-user-project/chats/SESSION.jsonl"],
            [
                "1 | ok | SCRIPT:shell one | The shell said hi. | 1",
                "2 | ok | SCRIPT:two go on | Second answer from the fake model. | 0",
            ],
            ["run_shell_command | ok | echo hi-from-shell | - | 1"]
        ),
        (
            "qwen",
            "tool-deny",
            ["qwen-tool-deny projects/-home-user-project/chats/SESSION.jsonl"],
            ["1 | ok | SCRIPT:shell run it | The shell said hi. | 1"],
            ["run_shell_command | denied | echo hi-from-shell | - | 1"]
        ),
        (
            "copilot",
            "agent",
            ["copilot-agent session-state/SESSION/events.jsonl"],
            ["1 | ok | SCRIPT:agent x | The sub-agent reported back. | 2"],
            [
                "bash | ok | echo from-the-sub-agent | 2ad0a301-a0e4-44eb-af1a-375c8f6db6ba | 1",
                "task | ok | general-purpose | - | 1",
            ]
        ),
        (
            "gemini",
            "print-full",
            ["gemini-print-full tmp/project/chats/session-2026-11-28T15-36-SESSION8.jsonl"],
            ["1 | ok | SCRIPT:shell run it | The shell said hi. | 1"],
            ["run_shell_command | ok | echo hi-from-shell | - | 1"]
        ),
    ];

    public static TheoryData<string, string, string> Meetings =>
        new(
            from story in Recorded
            from order in new[] { "file", "hooks file", "file hooks", "hooks file file", "pieces" }
            // Its calls have no ids there: hooks that come behind the file tell of calls that are not known again.
            where order != "file hooks" || story.Agent is "codex" or "qwen"
            select (story.Agent, story.Hooks, order)
        );

    [Theory]
    [MemberData(nameof(Meetings))]
    public async Task Leaves_the_same_rows_in_whatever_order(string agent, string hooks, string order)
    {
        var story = Array.Find(Recorded, one => one.Agent == agent && one.Hooks == hooks);
        var twin = Guid.NewGuid();
        foreach (var step in order.Split(' '))
        {
            if (step == "hooks")
                await Hear(agent, hooks, twin, story.Files);
            else
                await Import(agent, story.Files, twin, inPieces: step == "pieces");
        }

        Assert.Equal(story.Turns, await Turns(twin));
        Assert.Equal(story.Calls, await Calls(twin));
    }

    [Theory]
    [InlineData("copilot-resume-2 session-state/SESSION/events.jsonl", "bash", "SCRIPT:shell one")]
    [InlineData(
        "gemini-resume-2 tmp/project/chats/session-2026-11-28T15-52-SESSION8.jsonl",
        "run_shell_command",
        "SCRIPT:shell one"
    )]
    public async Task Tells_a_resumed_session_from_its_file_alone(string file, string tool, string first)
    {
        var twin = Guid.NewGuid();

        await Import(file.Split('-')[0], [file], twin, inPieces: true);

        Assert.Equal(
            [
                $"1 | ok | {first} | The shell said hi. | 1",
                "2 | ok | SCRIPT:two go on | Second answer from the fake model. | 0",
            ],
            await Turns(twin)
        );
        Assert.Equal([$"{tool} | ok | echo hi-from-shell | - | 1"], await Calls(twin));
    }

    [Fact]
    public async Task Tells_a_session_of_codexs_screen_from_its_file_alone()
    {
        var twin = Guid.NewGuid();

        await Import(
            "codex",
            ["codex-tui-full sessions/2026/11/28/rollout-2026-11-28T15-32-13-SESSION.jsonl"],
            twin,
            inPieces: false
        );

        Assert.Equal(
            [
                "1 | ok | SCRIPT:shell first | The shell said hi. | 1",
                "2 | errored | SCRIPT:slow wait | - | 0",
                "3 | ok | SCRIPT:write it | Done: wrote a.txt. | 1",
            ],
            await Turns(twin)
        );
        Assert.Equal(
            ["Bash | ok | echo hi-from-shell | - | 1", "apply_patch | ok | a.txt | - | 3"],
            await Calls(twin)
        );
    }

    [Fact]
    public async Task Knows_which_sub_agent_of_copilot_used_what()
    {
        var twin = Guid.NewGuid();

        await Import("copilot", ["copilot-agent session-state/SESSION/events.jsonl"], twin, inPieces: false);

        Assert.Equal(
            ["- | 2", "2ad0a301-a0e4-44eb-af1a-375c8f6db6ba | 2"],
            await silo.Postgres.Lines(
                "select coalesce(agent_id, '-'), count(distinct request_key) from v2.cost_ledger "
                    + $"where session_id = '{twin}' group by 1 order by 1"
            )
        );
    }

    [Fact]
    public async Task Takes_no_words_of_copilots_sub_agent_for_its_answer()
    {
        var twin = Guid.NewGuid();

        await Import(
            "copilot",
            ["copilot-agent session-state/SESSION/events.jsonl"],
            twin,
            inPieces: false,
            until: "Sub-agent result: one line."
        );

        Assert.Equal(["1 | ok | SCRIPT:agent x | - | 2"], await Turns(twin));
        Assert.Equal(
            ["events.jsonl"],
            await silo.Postgres.Lines(
                $"select regexp_replace(path, '.*/', '') from v2.claude_sessions where session_id = '{twin}'"
            )
        );
    }

    [Theory]
    [InlineData("copilot-prompt-handled", false)]
    [InlineData("copilot-prompt-handled", true)]
    [InlineData("copilot-tui-full", false)]
    [InlineData("copilot-tui-full", true)]
    public async Task Makes_no_turn_of_a_prompt_that_a_hook_of_copilots_answered(string recorded, bool inPieces)
    {
        var twin = Guid.NewGuid();

        await Import("copilot", [$"{recorded} session-state/SESSION/events.jsonl"], twin, inPieces);

        Assert.Empty(await Turns(twin));
        Assert.Equal(["-"], await Purpose(twin));
    }

    [Fact]
    public async Task Makes_a_turn_of_the_prompt_behind_one_that_was_answered()
    {
        var twin = Guid.NewGuid();
        var handled = await File.ReadAllLinesAsync(Path.Combine(Files, "copilot-prompt-handled.jsonl"));
        var asked = (await File.ReadAllLinesAsync(Path.Combine(Files, "copilot-resume-2.jsonl")))
            .SkipWhile(line => !line.Contains("\"session.resume\"", StringComparison.Ordinal));

        await Import("copilot", [.. handled, .. asked], "session-state/SESSION/events.jsonl", twin);

        Assert.Equal(
            ["1 | ok | SCRIPT:two go on | Second answer from the fake model. | 0"],
            await Turns(twin)
        );
        Assert.Equal(["SCRIPT:two go on"], await Purpose(twin));
    }

    [Fact]
    public async Task Leaves_a_call_interrupted_that_was_stopped_with_its_turn()
    {
        var twin = Guid.NewGuid();
        await Hear("codex", "interrupt-int", twin);
        Assert.Equal(["Bash | interrupted | sleep 30; echo slept | - | 1"], await Calls(twin));

        await Import(
            "codex",
            ["codex-interrupt-int sessions/2026/11/28/rollout-2026-11-28T15-24-03-SESSION.jsonl"],
            twin,
            inPieces: true
        );

        Assert.Equal(["Bash | interrupted | sleep 30; echo slept | - | 1"], await Calls(twin));
    }

    // Each twin of a session has its files and its answers' ids for itself.
    private async Task Import(string agent, string[] files, Guid twin, bool inPieces, string? until = null)
    {
        foreach (var (recorded, path) in files.Select(file => file.Split(' ')).Select(two => (two[0], two[1])))
        {
            var lines = await File.ReadAllLinesAsync(Path.Combine(Files, $"{recorded}.jsonl"));
            var end = until is null ? lines.Length : Array.FindIndex(lines, line => line.Contains(until)) + 1;
            // A piece ends wherever its writer was just then.
            for (var next = inPieces ? 1 : end; next <= end; next++)
                await Import(agent, lines[..next], path, twin);
        }
    }

    private async Task Import(string agent, string[] lines, string path, Guid twin) =>
        await silo.Import(await Put(agent, lines, path, twin));

    private async Task<string> Put(string agent, string[] lines, string path, Guid twin)
    {
        var to = Path.Combine(
            silo.Settings.AgentFolders(KnownAgent.Find(agent)!),
            path.Replace("SESSION8", $"{twin}"[..8]).Replace("SESSION", $"{twin}")
        );
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        var own = SessionOf(lines);
        await File.WriteAllTextAsync(
            to,
            string.Concat(lines.Select(line => Renamed(line, own, twin) + "\n"))
        );
        return to;
    }

    // Hooks of agents that say when tell it again as a spool does. An answer of Gemini CLI's stands in its file alone.
    private async Task Hear(string agent, string names, Guid twin, params string[] files)
    {
        var transcript = "/none.jsonl";
        if (agent == "gemini" && files is [var file] && file.Split(' ') is [var recorded, var path])
            transcript = await Put(
                agent,
                await File.ReadAllLinesAsync(Path.Combine(Files, $"{recorded}.jsonl")),
                path,
                twin
            );
        foreach (var name in names.Split(' '))
        {
            var lines = await File.ReadAllLinesAsync(Path.Combine(Hooks, agent, $"{name}.jsonl"));
            var own = SessionOf(lines);
            foreach (var line in lines)
            {
                var (named, payload) = line.Split('\t') is [var first, var rest] ? (first, rest) : (null, line);
                using var request = new HttpRequestMessage(HttpMethod.Post, $"/hooks/{agent}")
                {
                    Content = new StringContent(
                        Regex.Replace(
                            Renamed(payload, own, twin),
                            "\"transcript_?[pP]ath\":\"[^\"]*\"",
                            found => found.Value.Split(':')[0] + $":\"{transcript}\""
                        ),
                        Encoding.UTF8,
                        "application/json"
                    ),
                };
                if (named is not null)
                    request.Headers.Add("Brain-Event", Convert.ToBase64String(Encoding.UTF8.GetBytes(named)));
                if (At(payload) is { } at)
                    request.Headers.Add("Brain-Event-At", at.ToString("O", CultureInfo.InvariantCulture));
                using var answer = await silo.Socket.SendAsync(request);
                Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
            }
        }
    }

    private static DateTimeOffset? At(string payload)
    {
        using var json = JsonDocument.Parse(payload);
        return json.RootElement.TryGetProperty("timestamp", out var at)
            ? at.ValueKind == JsonValueKind.Number
                ? DateTimeOffset.FromUnixTimeMilliseconds(at.GetInt64())
                : at.GetDateTimeOffset()
            : null;
    }

    private static string SessionOf(string[] lines) =>
        Regex.Match(lines[0], "\"session_?[iI]d\":\"([0-9a-f-]{36})\"").Groups[1].Value;

    private static string Renamed(string text, string session, Guid twin) =>
        text.Replace(session, $"{twin}", StringComparison.Ordinal)
            .Replace("chatcmpl-", $"chatcmpl-{twin:N}-", StringComparison.Ordinal)
            .Replace("\"resp_", $"\"resp_{twin:N}_", StringComparison.Ordinal);

    private Task<string[]> Turns(Guid session) =>
        silo.Postgres.Lines(
            $"""
            select turn_num, status, user_message, coalesce(assistant_response, '-'), tool_calls_count
            from v2.turns where session_id = '{session}' order by 1
            """
        );

    private Task<string[]> Calls(Guid session) =>
        silo.Postgres.Lines(
            $"""
            select c.tool_name, c.status, coalesce(c.target, '-'), coalesce(c.agent_id, '-'), t.turn_num
            from v2.tool_calls c left join v2.turns t on t.id = c.turn_id
            where c.session_id = '{session}' order by 1, 3
            """
        );

    private Task<string[]> Purpose(Guid session) =>
        silo.Postgres.Lines($"select coalesce(purpose, '-') from v2.sessions where id = '{session}'");
}
