using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;

namespace Brain.Acceptance;

[Trait("Agents", "others")]
public sealed class TheRealOpenCode(BrainFixture brain) : IDisposable
{
    private const string Own = ".local/share/opencode/opencode.db";

    public void Dispose() => brain.TellOfAFailure();

    [Fact]
    public async Task Has_a_session_that_its_own_database_adds_nothing_to()
    {
        await using var agent = await RealAgent.OpenCode(brain);

        await agent.AskOpenCode("SCRIPT:fail run it");

        var session = await One(agent);
        await Holds();
        await Import(agent);
        await Holds();

        async Task Holds()
        {
            var turn = Assert.Single(await brain.Rows.Turns(session));
            Assert.Equal("SCRIPT:fail run it", turn["user_message"]);
            Assert.Equal("The command failed as expected.", turn["assistant_response"]);
            var call = Assert.Single(await brain.Rows.ToolCalls(session));
            Assert.Equal(("bash", "errored"), (call["tool_name"], call["status"]));
            Assert.Equal("opencode", (await brain.Rows.Session(session))["source"]);
            Assert.Equal("2", await Usage(session, "count(distinct request_key)", 2));
        }
    }

    [Fact]
    public async Task Is_read_from_its_database_where_no_plugin_told_of_it()
    {
        await using var agent = await RealAgent.OpenCode(brain, options: null);
        await agent.AskOpenCode("SCRIPT:agent go");
        Assert.Empty(await agent.Sessions(brain));

        await Import(agent);

        var session = await One(agent);
        var turn = Assert.Single(await brain.Rows.Turns(session));
        Assert.Equal("SCRIPT:agent go", turn["user_message"]);
        Assert.Equal("The sub-agent reported back.", turn["assistant_response"]);
        Assert.Equal(
            ["bash ok True", "task ok False"],
            (await brain.Rows.ToolCalls(session))
                .Select(call => $"{call["tool_name"]} {call["status"]} {call["agent_id"] is not null}")
                .Order(StringComparer.Ordinal)
        );
        Assert.Equal("4", await Usage(session, "count(distinct request_key)", 4));
        var found = await brain.Client(["search", "the sub-agent reported back", "--project", agent.Project]);
        Assert.Contains("opencode", found.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_answered_by_the_brain_without_a_request_and_writes_nothing_in_sparring()
    {
        await using var agent = await RealAgent.OpenCode(brain);

        var run = await agent.AskOpenCode("$mode sparring");

        Assert.Equal(0, agent.Requests);
        Assert.Contains("Mode: sparring", run.Output, StringComparison.Ordinal);
        var session = await One(agent);
        Assert.Equal("sparring", (await brain.Rows.Session(session))["mode"]);

        await agent.AskOpenCode("SCRIPT:write run it", "-s", await OwnId(session));

        Assert.False(File.Exists(Path.Combine(agent.Project, "a.txt")));
        Assert.Equal(session, await One(agent));
        Assert.Equal("denied", Assert.Single(await brain.Rows.ToolCalls(session))["status"]);
        Assert.Contains("The session is in sparring mode", agent.Sent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stops_at_its_budget()
    {
        await using var agent = await RealAgent.OpenCode(brain);
        await agent.AskOpenCode("$budget 1000");
        var session = await One(agent);

        // What the first request used is told at its end, and it is the last.
        var run = await agent.AskOpenCode("SCRIPT:shell run it", "-s", await OwnId(session));
        Assert.Contains("budget", run.Output, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("The shell said hi.", run.Output, StringComparison.Ordinal);
        Assert.Equal("1", await Usage(session, "count(distinct request_key)", 1));

        var before = agent.Requests;
        await agent.AskOpenCode("SCRIPT:hello more", "-s", await OwnId(session));
        Assert.Equal(before, agent.Requests);
    }

    [Fact]
    public async Task Ends_its_turn_when_it_is_interrupted()
    {
        await using var agent = await RealAgent.OpenCode(brain);
        using var opencode = RealAgent.Run(agent.OpenCodeStart(["run", "SCRIPT:gate run it"]));
        var session = await agent.AtACall(brain);
        var before = agent.Requests;

        await RealAgent.Interrupt(opencode);

        // What a busy machine's brain was late with waits there.
        await brain.Client(["spool", "flush"]);
        var turn = Assert.Single(await brain.Rows.Turns(session));
        Assert.StartsWith("interrupted", turn["error_note"], StringComparison.Ordinal);
        Assert.NotNull(turn["ended_at"]);
        Assert.Equal("interrupted", Assert.Single(await brain.Rows.ToolCalls(session))["status"]);
        Assert.Equal("ended", (await brain.Rows.Session(session))["status"]);
        Assert.Equal((128 + 2, before), (opencode.ExitCode, agent.Requests));
        await File.WriteAllTextAsync(Path.Combine(agent.Project, "go"), "");
    }

    [Fact]
    public async Task Ends_its_session_when_it_is_deleted()
    {
        await using var agent = await RealAgent.OpenCode(brain);
        var port = RealAgent.FreePort();
        using var server = RealAgent.Run(agent.OpenCodeStart(["serve", "--port", $"{port}"]));
        try
        {
            using var http = new HttpClient
            {
                BaseAddress = new($"http://127.0.0.1:{port}"),
                Timeout = TimeSpan.FromMinutes(3),
            };
            await Eventually.See(() => Answers(http), answers => answers, RealAgent.SecondsMax);
            using var made = await http.PostAsJsonAsync("/session", new { });
            var own = (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString();
            var parts = new[] { new { type = "text", text = "SCRIPT:hello first" } };
            using var said = await http.PostAsJsonAsync($"/session/{own}/message", new { parts });
            Assert.True(said.IsSuccessStatusCode, await said.Content.ReadAsStringAsync());
            var session = await One(agent);
            Assert.Equal("active", (await brain.Rows.Session(session))["status"]);

            using var gone = await http.DeleteAsync($"/session/{own}");

            Assert.True(gone.IsSuccessStatusCode, await gone.Content.ReadAsStringAsync());
            await Eventually.See(
                () => brain.Rows.Session(session),
                row => row["status"] == "ended",
                RealAgent.SecondsMax
            );
            Assert.Equal("ok", Assert.Single(await brain.Rows.Turns(session))["status"]);
        }
        finally
        {
            server.Kill(entireProcessTree: true);
            await server.WaitForExitAsync();
        }
    }

    [Fact]
    public async Task Outlives_its_terminal_where_it_was_begun_to()
    {
        await using var agent = await RealAgent.OpenCode(brain);
        var start = agent.OpenCodeStart(["run", "SCRIPT:gate run it"]);
        start.ArgumentList.Insert(0, start.FileName);
        start.FileName = "nohup";
        using var opencode = RealAgent.Run(start);
        var session = await agent.AtACall(brain);

        using (var hangUp = Process.Start("kill", ["-HUP", $"{opencode.Id}"]))
            await hangUp.WaitForExitAsync();
        await File.WriteAllTextAsync(Path.Combine(agent.Project, "go"), "");
        await opencode.WaitForExitAsync();

        Assert.Equal(0, opencode.ExitCode);
        var turn = Assert.Single(await brain.Rows.Turns(session));
        Assert.Equal(("ok", "Went on."), (turn["status"], turn["assistant_response"]));
    }

    [Fact]
    public async Task Is_read_while_it_is_at_work_and_works_on()
    {
        await using var agent = await RealAgent.OpenCode(brain, options: null);
        var run = agent.AskOpenCode("SCRIPT:gate run it");
        await Eventually.See(
            () => Task.FromResult(File.Exists(Path.Combine(agent.Project, "began"))),
            began => began,
            RealAgent.SecondsMax
        );
        var beside = Directory.GetFiles(Path.Combine(agent.Home, Path.GetDirectoryName(Own)!), "opencode.db*");

        await Import(agent);

        var session = await One(agent);
        Assert.Equal("started", Assert.Single(await brain.Rows.ToolCalls(session))["status"]);
        Assert.Equal(3, beside.Length);
        await File.WriteAllTextAsync(Path.Combine(agent.Project, "go"), "");
        Assert.Contains("Went on.", (await run).Output, StringComparison.Ordinal);
        await Import(agent);
        Assert.Equal("Went on.", Assert.Single(await brain.Rows.Turns(session))["assistant_response"]);
        Assert.Equal("ok", Assert.Single(await brain.Rows.ToolCalls(session))["status"]);
    }

    [Fact]
    public async Task Counts_what_a_fork_took_over_once()
    {
        await using var agent = await RealAgent.OpenCode(brain);
        await agent.AskOpenCode("SCRIPT:agent go");
        var session = await One(agent);
        Assert.Contains(await brain.Rows.ToolCalls(session), call => call["agent_id"] is not null);
        Assert.Equal("2", await Usage(session, "count(distinct request_key) filter (where agent_id is not null)", 2));

        await agent.AskOpenCode("SCRIPT:two go on", "-s", await OwnId(session), "--fork");

        var fork = Assert.Single(await agent.Sessions(brain), id => id != session);
        await Import(agent);
        Assert.Equal("1", await Usage(fork, "count(distinct request_key)", 1));
        Assert.Equal("SCRIPT:two go on", Assert.Single(await brain.Rows.Turns(fork))["user_message"]);
    }

    [Fact]
    public async Task Goes_on_and_tells_later_when_the_brain_is_killed_in_the_middle()
    {
        BrainFixture.Require();
        await using var own = new BrainFixture();
        await own.InitializeAsync();
        await using var agent = await RealAgent.OpenCode(own);
        var run = agent.AskOpenCode("SCRIPT:gate run it");
        await Eventually.See(
            () => Task.FromResult(File.Exists(Path.Combine(agent.Project, "began"))),
            began => began,
            secondsMax: 600
        );
        await own.KillHard();
        await File.WriteAllTextAsync(Path.Combine(agent.Project, "go"), "");

        Assert.Contains("Went on.", (await run).Output, StringComparison.Ordinal);

        await own.Start();
        await own.Client(["spool", "flush"]);
        var session = Assert.Single(await agent.Sessions(own));
        var turn = Assert.Single(await own.Rows.Turns(session));
        Assert.Equal(("ok", "Went on."), (turn["status"], turn["assistant_response"]));
        Assert.Equal("ok", Assert.Single(await own.Rows.ToolCalls(session))["status"]);
    }

    [Fact]
    public async Task Calls_a_tool_of_the_brain()
    {
        await using var agent = await RealAgent.OpenCode(brain);

        await agent.AskOpenCode("SCRIPT:mcp go");

        var call = Assert.Single(await brain.Rows.ToolCalls(await One(agent)));
        Assert.Equal(("mcp__brain__search", "ok"), (call["tool_name"], call["status"]));
    }

    [Fact]
    public async Task Remembers_in_its_own_session_and_is_told_how_that_stands()
    {
        await using var agent = await RealAgent.OpenCode(brain);

        await agent.AskOpenCode("SCRIPT:remember it");

        var session = await One(agent);
        var learning = Assert.Single(await brain.Rows.Learnings(session));
        Assert.Equal(("mcp", "unreviewed"), (learning["source"], learning["status"]));
        Assert.Equal("The till wants its key turned first.", learning["text"]);
        Assert.Contains($"Session {session} (active", agent.Sent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_what_it_cannot_do_once_at_the_start_of_a_session_that_is_hard()
    {
        await using var agent = await RealAgent.OpenCode(brain, "--hard");

        var run = await agent.AskOpenCode("SCRIPT:shell run it");

        Assert.Single(run.Error.Split('\n'), line => line.Contains("this session is hard, and here that has limits"));
    }

    private static async Task<bool> Answers(HttpClient http)
    {
        // A request that comes while it starts may never be answered.
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        try
        {
            using var answer = await http.GetAsync("/session", late.Token);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }

    private async Task Import(RealAgent agent)
    {
        var run = await brain.Client(["import", Path.Combine(agent.Home, Own)]);
        Assert.True(run.ExitCode == 0, run.Output + run.Error);
    }

    private async Task<string> OwnId(Guid session) =>
        JsonSerializer
            .Deserialize<JsonElement>((await brain.Rows.Session(session))["metadata"]!)
            .GetProperty("agent_session_id")
            .GetString()!;

    private async Task<Guid> One(RealAgent agent) => Assert.Single(await agent.Sessions(brain));

    private async Task<string?> Usage(Guid session, string what, int wanted) =>
        await Eventually.See(
            async () =>
                (
                    await brain.Database.Query<string>(
                        $"select ({what})::text from v2.cost_ledger where session_id = $1",
                        session
                    )
                ).Single(),
            seen => seen == $"{wanted}",
            secondsMax: 60
        );
}
