using Brain.Tests.Personas;

namespace Brain.Tests.Hooks;

/// <summary>What a person said of a session goes with them when the conversation is cleared or forked.</summary>
public sealed class AClearedSession(SiloFixture silo) : IClassFixture<SiloFixture>
{
    private readonly string _project = $"/home/me/{Guid.NewGuid():N}";

    [Theory]
    [InlineData("clear")]
    [InlineData("fork")]
    public async Task Keeps_purpose_mode_and_budget(string source)
    {
        var before = await Worked();
        await silo.Postgres.Run($"update v2.sessions set tokens_total = 12000 where id = '{before.Id}'");
        await before.Hook("SessionEnd", ("reason", "clear"));
        var next = new ScriptedSession(silo, _project);

        var text = (string?)(await Start(next, before, source))["systemMessage"];

        Assert.Equal(
            "🪑 Session Boss: from the session before: sparring · mend the till · 12,000 of 50,000 tokens used",
            text
        );
        var denied = await next.Hook(
            "PreToolUse",
            ("tool_name", "Write"),
            ("tool_use_id", "toolu_1"),
            ("tool_input", new { file_path = "/x" })
        );
        Assert.Equal("deny", (string?)denied["hookSpecificOutput"]!["permissionDecision"]);
        Assert.Equal(
            ["mend the till | sparring | 50000 | 12000"],
            await next.Rows(
                "select purpose, mode, budget_cap, metadata ->> 'used_before' from v2.sessions where id = '{0}'"
            )
        );
        Assert.Contains("12,000 of 50,000 tokens used", await next.Command("budget", ""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Knows_it_after_a_restart_and_says_it_once()
    {
        var before = await Worked();
        await silo.Postgres.Run($"update v2.sessions set tokens_total = 12000 where id = '{before.Id}'");
        await before.Hook("SessionEnd", ("reason", "clear"));
        var next = new ScriptedSession(silo, _project);
        await Start(next, before, "clear");

        var again = await Start(next, before, "clear");
        await silo.Sleep();
        await silo.Wake();

        Assert.Null(again["systemMessage"]);
        Assert.Contains("12,000 of 50,000 tokens used", await next.Command("budget", ""), StringComparison.Ordinal);
        Assert.Contains("mend the till", await next.Command("purpose", ""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keeps_a_purpose_that_nobody_declared()
    {
        var before = new ScriptedSession(silo, _project);
        await before.Turn("why is the till slow?");
        await before.Hook("SessionEnd", ("reason", "clear"));
        var next = new ScriptedSession(silo, _project);
        var text = (string?)(await Start(next, before, "clear"))["systemMessage"];

        Assert.Contains("why is the till slow? (provisional)", text, StringComparison.Ordinal);
        Assert.Equal(
            ["why is the till slow? | true"],
            await next.Rows("select purpose, metadata ->> 'provisional' from v2.sessions where id = '{0}'")
        );
    }

    // Its end takes longer than its hook waits, is written down, and comes when the next session has begun.
    [Fact]
    public async Task Is_found_by_its_process_before_it_has_ended()
    {
        var other = new ScriptedSession(silo, _project);
        var before = await Worked();
        await other.Start();
        await before.Hook("UserPromptSubmit", [("prompt", "go on"), ("prompt_id", Guid.NewGuid())], InProcess);
        var next = new ScriptedSession(silo, _project);

        var text = (string?)(await next.Hook("SessionStart", [("source", "clear")], InProcess))["systemMessage"];
        await before.Hook("SessionEnd", [("reason", "clear")], InProcess);

        Assert.Contains(
            "🪑 Session Boss: from the session before: sparring · mend the till · 0 of 50,000 tokens used",
            text,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain($"{before.Id}"[..8], text, StringComparison.Ordinal);
        Assert.Equal(
            [$"{before.Id} | clear | sparring"],
            await next.Rows("select parent_session_id, lineage, mode from v2.sessions where id = '{0}'")
        );
    }

    [Fact]
    public async Task Is_the_one_that_spoke_last_in_its_process()
    {
        var (first, second, third) = (
            new ScriptedSession(silo, _project),
            new ScriptedSession(silo, _project),
            new ScriptedSession(silo, _project)
        );
        await first.Hook("SessionStart", [("source", "startup")], InProcess);
        await second.Hook("SessionStart", [("source", "clear")], InProcess);
        await second.Hook("SessionEnd", [("reason", "clear")], InProcess);
        await third.Hook("SessionStart", [("source", "clear")], InProcess);

        Assert.Equal(
            [$"{second.Id}"],
            await third.Rows("select parent_session_id from v2.sessions where id = '{0}'")
        );
    }

    // The silo takes no process for a session's but one that its sender comes of.
    private static void InProcess(HttpRequestMessage with) =>
        with.Headers.Add("Brain-Process", $"{Environment.ProcessId}");

    private async Task<ScriptedSession> Worked()
    {
        var before = new ScriptedSession(silo, _project);
        await before.Start();
        await before.Command("purpose", "mend the till");
        await before.Command("mode", "sparring");
        await before.Command("budget", "50k");
        await before.Turn("look at it");
        return before;
    }

    private static Task<System.Text.Json.Nodes.JsonObject> Start(
        ScriptedSession next,
        ScriptedSession before,
        string source
    ) =>
        next.Hook("SessionStart", [("source", source)], with => with.Headers.Add("Brain-Parent", before.Id.ToString()));
}
