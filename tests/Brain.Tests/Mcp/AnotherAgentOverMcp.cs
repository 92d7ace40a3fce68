using Brain.Silo.Security;

namespace Brain.Tests.Mcp;

/// <summary>
/// Agents of other makes name no process to their hooks: which session a client is of is told by the kernel.
/// </summary>
public sealed class AnotherAgentOverMcp(SiloFixture silo) : IClassFixture<SiloFixture>
{
    [Fact]
    public async Task Speaks_from_the_session_whose_hooks_come_of_its_process()
    {
        await using var agent = new SomeAgentProcess(silo.Settings.Socket);
        await using var other = new SomeAgentProcess(silo.Settings.Socket);
        var (own, _) = (await agent.Start("codex"), await other.Start("codex"));

        Assert.Contains($"Session {own} (active", await agent.Call("codex-mcp-client", "status"));
    }

    [Fact]
    public async Task Reaches_a_link_of_two_words()
    {
        await using var agent = new SomeAgentProcess(silo.Settings.Socket);
        var own = await agent.Start("codex");
        await agent.Call("codex-mcp-client", "pipeline", new { action = "start", name = "workbench" });

        var said = await agent.Call(
            "codex-mcp-client",
            "pipeline",
            new
            {
                action = "reach",
                name = "workbench",
                link = "acted on",
            }
        );

        Assert.DoesNotContain("isError", said, StringComparison.Ordinal);
        Assert.Equal(
            ["acted on"],
            await silo.Postgres.Lines(
                $"select link from v2.invariant_events where session_id = '{own}' and place = 5 and status = 'reached'"
            )
        );
    }

    [Fact]
    public async Task Reviews_by_the_names_that_are_not_listed_too()
    {
        await using var agent = new SomeAgentProcess(silo.Settings.Socket);
        var own = await agent.Start("codex");

        var read = await agent.Call("codex-mcp-client", "session_review");
        await agent.Call(
            "codex-mcp-client",
            "submit_review",
            new { learnings = new[] { "The kiln needs an hour." } }
        );

        Assert.Contains("Every turn that has ended is classified.", read, StringComparison.Ordinal);
        Assert.Equal(
            ["The kiln needs an hour."],
            await silo.Postgres.Lines($"select text from v2.learnings where session_id = '{own}'")
        );
    }

    [Fact]
    public async Task Is_no_process_of_that_number_on_another_machine()
    {
        await using var agent = new SomeAgentProcess(silo.Settings.Socket);
        var own = await agent.Start("codex");
        Assert.Contains($"Session {own} (active", await agent.Call("codex-mcp-client", "status"));

        await silo.Postgres.Run(
            $$"""update v2.sessions set metadata = metadata || '{"machine": "another"}' where id = '{{own}}'"""
        );

        Assert.Contains(
            "be told which session you speak from",
            await agent.Call("codex-mcp-client", "status"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Has_processes_of_one_boot_and_one_container() =>
        Assert.Equal(
            4,
            new[]
            {
                ProcessSpace.Of("a", "1"),
                ProcessSpace.Of("a", "2"),
                ProcessSpace.Of("b", "1"),
                ProcessSpace.Key,
            }
                .Distinct()
                .Count()
        );

    [Fact]
    public async Task Speaks_from_the_newest_session_of_a_process_that_has_one_at_a_time()
    {
        await using var agent = new SomeAgentProcess(silo.Settings.Socket);
        await agent.Start("gemini");
        var own = await agent.Start("gemini");

        Assert.Contains($"Session {own} (active", await agent.Call("gemini-cli-mcp-client", "status"));
    }

    [Fact]
    public async Task Is_told_when_several_match_and_says_which_is_its_own()
    {
        await using var agent = new SomeAgentProcess(silo.Settings.Socket);
        var (one, two) = (await agent.Start("codex"), await agent.Start("codex"));

        var asked = await agent.Call("codex-mcp-client", "remember", new { text = "Two sessions share a process." });

        Assert.Contains("2 live sessions match this connection", asked, StringComparison.Ordinal);
        Assert.Contains($"session {one}", asked, StringComparison.Ordinal);
        Assert.Contains($"session {two}", asked, StringComparison.Ordinal);
        Assert.Contains(
            $"Session {one} (active",
            await agent.Call("codex-mcp-client", "status", new { session = one }),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "which is none of these",
            await agent.Call("codex-mcp-client", "status", new { session = Guid.NewGuid() }),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Speaks_from_the_only_one_of_several_that_is_at_work()
    {
        await using var agent = new SomeAgentProcess(silo.Settings.Socket);
        var (own, _) = (await agent.Start("opencode"), await agent.Start("opencode"));
        await agent.Prompt("opencode", own);

        Assert.Contains($"Session {own} (active", await agent.Call("opencode", "status"));
    }

    [Fact]
    public async Task Does_not_speak_as_one_that_rests_while_another_is_at_work()
    {
        await using var agent = new SomeAgentProcess(silo.Settings.Socket);
        var (own, other) = (await agent.Start("opencode"), await agent.Start("opencode"));
        await agent.Prompt("opencode", own);

        var asked = await agent.Call("opencode", "remember", new { text = "Said as another.", session = other });

        Assert.Contains($"You speak from session {own}", asked, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_asked_which_it_is_where_two_are_at_work_in_one_process()
    {
        await using var agent = new SomeAgentProcess(silo.Settings.Socket);
        var (one, two) = (await agent.Start("qwen"), await agent.Start("qwen"));
        await agent.Prompt("qwen", one);
        await agent.Prompt("qwen", two);

        Assert.Contains("2 live sessions match", await agent.Call("qwen-cli-mcp-client-brain", "status"));
        Assert.Contains(
            $"Session {one} (active",
            await agent.Call("qwen-cli-mcp-client-brain", "status", new { session = one })
        );
    }

    [Fact]
    public async Task Is_not_the_agent_that_started_it()
    {
        await using var agent = new SomeAgentProcess(silo.Settings.Socket);
        await agent.Start("gemini");

        Assert.Contains(
            "be told which session you speak from",
            await agent.Call("codex-mcp-client", "status"),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Speaks_from_no_other_than_its_program_names(bool several)
    {
        await using var agent = new SomeAgentProcess(silo.Settings.Socket);
        var own = await agent.Start("codex");
        var other = several ? await agent.Start("codex") : Guid.NewGuid();

        var said = await agent.Call(
            "codex-mcp-client",
            "remember",
            new { text = "Said as another.", session = own },
            $$$"""{"x-codex-turn-metadata":{"session_id":"{{{other}}}"}}"""
        );

        Assert.Contains("Nothing was done", said, StringComparison.Ordinal);
        Assert.Empty(await silo.Postgres.Lines($"select 1 from v2.learnings where session_id = '{own}'"));
    }

    [Fact]
    public async Task Speaks_from_the_one_of_several_that_its_program_names()
    {
        await using var agent = new SomeAgentProcess(silo.Settings.Socket);
        var (own, _) = (await agent.Start("codex"), await agent.Start("codex"));

        var said = await agent.Call(
            "codex-mcp-client",
            "status",
            meta: $$$"""{"x-codex-turn-metadata":{"session_id":"{{{own}}}"}}"""
        );

        Assert.Contains($"Session {own} (active", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Never_speaks_as_another_session_than_its_own()
    {
        await using var agent = new SomeAgentProcess(silo.Settings.Socket);
        await using var other = new SomeAgentProcess(silo.Settings.Socket);
        var (own, foreign) = (await agent.Start("qwen"), await other.Start("qwen"));

        var said = await agent.Call(
            "qwen-cli-mcp-client-brain",
            "remember",
            new { text = "This is said as another.", session = foreign }
        );

        Assert.Contains($"You speak from session {own}", said, StringComparison.Ordinal);
        Assert.Empty(await silo.Postgres.Lines($"select 1 from v2.learnings where session_id = '{foreign}'"));
    }

    [Fact]
    public async Task Speaks_from_the_only_live_session_of_its_folder_where_no_process_was_told()
    {
        await using var agent = new SomeAgentProcess(silo.Settings.Socket);
        var own = await Untold("codex", agent.Folder);
        await Untold("gemini", agent.Folder);
        await Untold("codex", "/elsewhere");
        await Untold("codex", agent.Folder, "'2020-01-01'");

        Assert.Contains($"Session {own} (active", await agent.Call("codex-mcp-client", "status"));
        Assert.Contains(
            "be told which session you speak from",
            await agent.Call("a-client-of-nobody", "status"),
            StringComparison.Ordinal
        );

        await Untold("codex", agent.Folder);
        Assert.Contains(
            "2 live sessions match this connection",
            await agent.Call("codex-mcp-client", "status"),
            StringComparison.Ordinal
        );
    }

    // As one whose first hook was kept in the spool: whoever brought it later was not of the agent.
    private async Task<Guid> Untold(string agent, string folder, string at = "now()")
    {
        var id = Guid.NewGuid();
        await silo.Postgres.Run(
            $"""
            set session_replication_role = replica;
            insert into v2.sessions (id, status, source, started_at, project_path, created_at, updated_at)
            values ('{id}', 'active', '{agent}', {at}, '{folder}', {at}, {at});
            set session_replication_role = origin
            """
        );
        return id;
    }
}
