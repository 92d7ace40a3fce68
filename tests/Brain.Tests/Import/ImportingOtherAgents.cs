using Brain.Messages.Hooks;
using Brain.Tests.Tidy;

namespace Brain.Tests.Import;

/// <summary>Files that the real agents wrote, with figures that a fake model gave.</summary>
public sealed class ImportingOtherAgents(SiloFixture silo) : IClassFixture<SiloFixture>
{
    private static readonly string Recorded = Path.Combine(DocPage.Root, "tests/Brain.Tests/Support/Agents");

    [Fact]
    public async Task Reads_a_session_of_codex()
    {
        Put("codex-print-full", "codex", $"sessions/2026/11/28/rollout-2026-11-28T15-36-03-{Full}.jsonl");

        await silo.Import();

        Assert.Equal(["codex | SCRIPT:shell run it | /home/user/project"], await Session(Full));
        Assert.Equal(["1 | SCRIPT:shell run it | The shell said hi."], await Turns(Full));
        Assert.Equal(["Bash | shell | ok | echo hi-from-shell"], await Calls(Full));
        Assert.Equal(["cache_read | 4641", "input | 9282", "output | 22"], await Usage(Full));
    }

    [Fact]
    public async Task Counts_a_sub_agent_of_codex_to_its_session()
    {
        const string Root = "01a222c3-7603-7800-b2ab-54305f96356c";
        const string Child = "01a222c3-80a3-7242-ab0f-50336d1e095b";
        Put("codex-subagent-v2", "codex", $"sessions/2026/11/28/rollout-2026-11-28T15-26-05-{Root}.jsonl");
        Put("codex-subagent-v2.child", "codex", $"sessions/2026/11/28/rollout-2026-11-28T15-26-07-{Child}.jsonl");

        await silo.Import();

        Assert.Equal(["1 | SCRIPT:agent2 start | The sub-agent reported back."], await Turns(Root));
        Assert.Equal(
            [
                "collaborationspawn_agent | agent | ok | look",
                "collaborationwait_agent | job | ok | ",
                "Bash | shell | ok | echo from-the-sub-agent",
            ],
            await Calls(Root)
        );
        Assert.Equal(["cache_read | 24754", "input | 49506", "output | 98"], await Usage(Root));
        Assert.Empty(await Session(Child));
    }

    [Fact]
    public async Task Knows_whose_a_sub_agents_file_is_when_it_has_grown()
    {
        const string Root = "01a222c3-7603-7800-b2ab-54305f96356d";
        const string Child = "01a222c3-80a3-7242-ab0f-50336d1e095c";
        var file = Path.Combine(
            silo.Settings.AgentFolders(KnownAgent.Find("codex")!),
            $"sessions/2026/11/27/rollout-2026-11-27T15-26-07-{Child}.jsonl"
        );
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var lines = (await File.ReadAllLinesAsync(Path.Combine(Recorded, "codex-subagent-v2.child.jsonl")))
            .Select(line =>
                line.Replace("01a222c3-7603-7800-b2ab-54305f96356c", Root)
                    .Replace("01a222c3-80a3-7242-ab0f-50336d1e095b", Child)
                    // Answers of its own: those of the recording are another test's.
                    .Replace("\"resp_", "\"resp_other_")
            )
            .ToArray();

        await File.WriteAllLinesAsync(file, lines[..2]);
        await silo.Import();
        await File.AppendAllLinesAsync(file, lines[2..]);
        await silo.Import();

        Assert.Equal(["Bash | shell | ok | echo from-the-sub-agent"], await Calls(Root));
        Assert.Equal(
            ["1"],
            await silo.Postgres.Lines(
                $"select count(*) from v2.tool_calls where session_id = '{Root}' and agent_id = '{Child}'"
            )
        );
        Assert.Empty(await Session(Child));
    }

    [Fact]
    public async Task Reads_a_session_of_gemini_with_its_sub_agent()
    {
        const string Root = "362308f8-d9cb-4b4b-84a1-27555a3d5985";
        Put("gemini-agent", "gemini", "tmp/project/chats/session-2026-11-28T15-52-362308f8.jsonl");
        Put("gemini-agent.child", "gemini", $"tmp/project/chats/{Root}/19d364b0.jsonl");

        await silo.Import();

        Assert.Equal(["1 | SCRIPT:agent x | The sub-agent reported back."], await Turns(Root));
        Assert.Equal(
            [
                "invoke_agent | agent | ok | generalist",
                "run_shell_command | shell | ok | echo from-the-sub-agent",
                "complete_task | plan | errored | ",
            ],
            await Calls(Root)
        );
        Assert.Equal(["cache_read | 388", "input | 771", "output | 115"], await Usage(Root));
    }

    [Fact]
    public async Task Reads_a_turn_of_gemini_that_was_stopped()
    {
        var root = $"{Guid.NewGuid()}";
        var path = Path.Combine(
            silo.Settings.AgentFolders(KnownAgent.Find("gemini")!),
            $"tmp/project/chats/session-2026-11-28T16-05-{root[..8]}.jsonl"
        );
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(
            path,
            $$"""
            {"sessionId":"{{root}}","projectHash":"x","startTime":"2026-11-28T16:05:19.735Z","kind":"main"}
            {"id":"m1","timestamp":"2026-11-28T16:05:57.129Z","type":"user","content":[{"text":"wait"}]}
            {"id":"m2","timestamp":"2026-11-28T16:05:59.651Z","type":"info","content":"Request cancelled."}
            {"id":"m3","timestamp":"2026-11-28T16:06:00.129Z","type":"user","content":[{"text":"go on"}]}
            {"id":"m4","timestamp":"2026-11-28T16:06:01.651Z","type":"gemini","content":"Gone on."}

            """
        );

        await silo.Import();

        Assert.Equal(["1 | wait | ", "2 | go on | Gone on."], await Turns(root));
        Assert.Equal(
            ["interrupted: the person stopped it", ""],
            await silo.Postgres.Lines(
                $"select coalesce(error_note, '') from v2.turns where session_id = '{root}' order by turn_num"
            )
        );
    }

    [Fact]
    public async Task Reads_a_session_of_qwen()
    {
        const string Root = "abccc1d6-875f-41a6-bb68-e0a9f975f7b4";
        Put("qwen-agent", "qwen", $"projects/-home-user-project/chats/{Root}.jsonl");

        await silo.Import();

        Assert.Equal(["qwen | SCRIPT:agentq x | /home/user/project"], await Session(Root));
        Assert.Equal(["1 | SCRIPT:agentq x | The sub-agent reported back."], await Turns(Root));
        Assert.Equal(
            [
                "agent | agent | ok | general-purpose",
                "run_shell_command | shell | ok | echo from-the-sub-agent",
            ],
            await Calls(Root)
        );
        Assert.Equal(["cache_read | 13883", "input | 27769", "output | 104"], await Usage(Root));
    }

    [Fact]
    public async Task Reads_a_session_of_copilot()
    {
        const string Root = "8c22d4b4-0964-4df9-868c-bafe941d292b";
        Put("copilot-agent", "copilot", $"session-state/{Root}/events.jsonl");

        await silo.Import();

        Assert.Equal(["1 | SCRIPT:agent x | The sub-agent reported back."], await Turns(Root));
        Assert.Equal(
            ["task | agent | ok | general-purpose", "bash | shell | ok | echo from-the-sub-agent"],
            await Calls(Root)
        );
        Assert.Equal(["cache_read | 7207", "input | 14413", "output | 82"], await Usage(Root));
    }

    [Fact]
    public async Task Changes_nothing_the_second_time()
    {
        Put("codex-print-full", "codex", $"sessions/2026/11/28/rollout-2026-11-28T15-36-03-{Full}.jsonl");
        await silo.Import();
        var before = (await Turns(Full), await Calls(Full), await Usage(Full));

        Put("codex-print-full", "codex", $"sessions/2026/11/28/rollout-2026-11-28T15-36-03-{Full}.jsonl");
        await silo.Import();

        Assert.Equal(before.Item1, await Turns(Full));
        Assert.Equal(before.Item2, await Calls(Full));
        Assert.Equal(before.Item3, await Usage(Full));
    }

    private const string Full = "01a222cc-9783-71c0-a662-5e47a84b613a";

    private void Put(string recorded, string agent, string file)
    {
        var path = Path.Combine(silo.Settings.AgentFolders(KnownAgent.Find(agent)!), file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Copy(Path.Combine(Recorded, $"{recorded}.jsonl"), path, overwrite: true);
    }

    private Task<string[]> Session(string id) =>
        silo.Postgres.Lines($"select source, purpose, project_path from v2.sessions where id = '{id}'");

    private Task<string[]> Turns(string id) =>
        silo.Postgres.Lines(
            $"select turn_num, user_message, assistant_response from v2.turns where session_id = '{id}' order by 1"
        );

    private Task<string[]> Calls(string id) =>
        silo.Postgres.Lines(
            $"select tool_name, tool_kind, status, target from v2.tool_calls where session_id = '{id}' order by started_at"
        );

    private Task<string[]> Usage(string id) =>
        silo.Postgres.Lines(
            $"""
            select token_kind, sum(tokens) from v2.cost_ledger where session_id = '{id}'
            group by 1 having sum(tokens) > 0 order by 1
            """
        );
}
