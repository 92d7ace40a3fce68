using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Brain.Domain.Knowledge.Recall;
using Brain.Messages;
using Brain.Messages.Knowledge;
using Brain.Postgres.Knowledge;
using Brain.Tests.Personas;
using Microsoft.Extensions.DependencyInjection;

namespace Brain.Tests.Knowledge;

/// <summary>What a session is told at a tool call of what other sessions did, through a whole silo.</summary>
public sealed class AtThePointOfAction(SiloFixture silo) : IClassFixture<SiloFixture>, IDisposable
{
    private const string Wrong = "Exit code 1\nunknown flag: --stat\n\nUsage: gh pr diff [flags]";

    private readonly Client.ScratchFolder _project = new();
    private int _calls;

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task Tells_before_a_command_what_worked_when_it_failed()
    {
        await Earlier();
        var session = await Begun();

        var text = Context(await Before(session, "gh pr diff 104 --stat"));

        Assert.Contains("unknown flag: --stat", text);
        Assert.Contains("gh pr diff 88 --name-only", text);
        Assert.InRange(text.Length, 1, 600);
        // Once a turn, and once a fact.
        Assert.Equal("", Context(await Before(session, "gh pr diff 105 --stat")));
        await session.Prompt("go on");
        Assert.Equal("", Context(await Before(session, "gh pr diff 106 --stat")));
    }

    [Fact]
    public async Task Tells_after_an_error_what_worked_before()
    {
        await Earlier();
        var session = await Begun();

        var text = Context(await Failed(session, "gh pr diff 200 --stat --web", Wrong));

        Assert.Contains("gh pr diff 88 --name-only", text);
    }

    [Fact]
    public async Task Tells_nothing_of_the_sessions_own_calls()
    {
        var session = await Begun();
        await Failed(session, "gh pr diff 88 --stat", Wrong);
        await Worked(session, "gh pr diff 88 --name-only");
        await Indexed();
        await session.Prompt("go on");

        Assert.Equal("", Context(await Before(session, "gh pr diff 88 --stat")));
    }

    [Fact]
    public async Task Tells_nothing_once_it_worked_again()
    {
        await Earlier();
        await Worked(await Begun(), "gh pr diff 90 --stat");
        await Indexed();

        Assert.Equal("", Context(await Before(await Begun(), "gh pr diff 104 --stat")));
    }

    [Fact]
    public async Task Tells_nothing_of_another_project()
    {
        await Earlier();
        using var elsewhere = new Client.ScratchFolder();
        var session = new ScriptedSession(silo, elsewhere.Path);
        await session.Start();
        await session.Prompt("show it");

        Assert.Equal("", Context(await Before(session, "gh pr diff 104 --stat")));
    }

    [Fact]
    public async Task Tells_before_an_edit_what_was_learnt_about_the_file()
    {
        await (await Begun()).Command("learn", "\"src/till.cs rounds down on purpose\"");
        var cache = silo.Services.GetRequiredService<Silo.Caches.LearningCache>();
        await cache.Refresh();
        // It began after that, and its start told it: so it is not told again.
        var late = await Begun();
        Assert.Equal("", Context(await Edit(late, $"{_project.Path}/src/till.cs")));

        await silo.Postgres.Run("update v2.learnings set status = 'unreviewed' where text like 'src/till.cs%'");
        // It is no news any more.
        await silo.Postgres.Run(
            "update brain.learning_news set news_at = '2001-01-01', changed_in = pg_current_xact_id()"
        );
        await cache.Refresh();
        var text = Context(await Edit(await Begun(), $"{_project.Path}/src/till.cs"));

        Assert.Contains("rounds down on purpose", text);
        Assert.Contains("not reviewed by a person", text);
    }

    [Fact]
    public async Task Tells_before_an_edit_what_broke_where_that_is_asked_for()
    {
        foreach (var _ in Enumerable.Range(0, 2))
        {
            var earlier = await Begun();
            await Edit(earlier, $"{_project.Path}/sum.go", works: true);
            await Failed(earlier, "go test ./...", "sum.go:12:2: undefined: total");
        }

        await Indexed();
        Assert.Equal("", Context(await Edit(await Begun(), $"{_project.Path}/sum.go")));

        await Configured("{ \"hints\": { \"calls_score\": 0.4 } }", async () =>
            Assert.Contains(
                "undefined: total",
                Context(await Edit(await Begun(), $"{_project.Path}/sum.go"))
            )
        );
    }

    [Fact]
    public async Task Tells_nothing_where_that_is_configured()
    {
        await Earlier();

        await Configured(
            $$"""{ "projects": [{ "path": "{{_project.Path}}", "hints": { "calls": "never" } }] }""",
            async () => Assert.Equal("", Context(await Before(await Begun(), "gh pr diff 104 --stat")))
        );
    }

    [Fact]
    public async Task Keeps_no_secret_of_a_command_it_tells()
    {
        const string secret = "ghp_R4nd0mR4nd0mR4nd0mR4nd0mR4nd0mR4nd";
        var earlier = await Begun();
        await Failed(earlier, $"gh pr diff --stat -H 'Authorization: token {secret}'", Wrong);
        await Worked(earlier, $"gh pr diff -H 'Authorization: token {secret}'");
        await Indexed();

        var text = Context(await Before(await Begun(), "gh pr diff 104 --stat"));

        Assert.Contains("unknown flag", text);
        Assert.DoesNotContain(secret, text);
    }

    [Fact]
    public async Task Answers_people_with_all_that_is_known()
    {
        await Earlier();
        var site = Uri.EscapeDataString(_project.Path);

        using var answer = await silo.Socket.PostAsync(
            "/recall/fix",
            JsonContent.Create(new FindFix(Wrong, _project.Path), MessagesJson.Default.FindFix)
        );
        var fixes = (await answer.Content.ReadFromJsonAsync(MessagesJson.Default.KnownFixArray))!;
        var usage = JsonSerializer.Deserialize(
            await silo.Socket.GetStringAsync($"/recall/how?tool=gh&project={site}"),
            MessagesJson.Default.ToolUsage
        )!;

        Assert.Equal("gh pr diff 88 --name-only", Assert.Single(fixes).Worked);
        Assert.Equal(("gh pr diff 88 --name-only", 1), (usage.Calls[0].Command, usage.Calls[0].Worked));
        Assert.Equal("unknown flag: --stat", Assert.Single(usage.Failures).Error);
    }

    [Fact]
    public async Task Makes_the_keys_of_calls_that_were_there_before()
    {
        await Earlier();
        await silo.Postgres.Run("delete from brain.call_keys");
        await silo.Postgres.Run("insert into brain.call_key_queue (call_id) select id from v2.tool_calls");
        await Indexed();

        Assert.NotEqual("", Context(await Before(await Begun(), "gh pr diff 104 --stat")));
    }

    [Fact]
    public async Task Goes_with_its_session_to_another_project()
    {
        await Earlier();
        var store = silo.Services.GetRequiredService<RecallStore>();
        var key = CallKey.OfHead("gh");

        await silo.Postgres.Run($"select v2.know_project('{_project.Path}', 'example.org/me/site')");

        Assert.Equal(2, (await store.Calls("example.org/me/site", key, CancellationToken.None)).Length);
        Assert.Empty(await store.Calls(_project.Path, key, CancellationToken.None));
    }

    private async Task Earlier()
    {
        var session = await Begun();
        await Failed(session, "gh pr diff 88 --stat", Wrong);
        await Worked(session, "gh pr diff 88 --name-only");
        await Indexed();
    }

    private async Task<ScriptedSession> Begun()
    {
        var session = new ScriptedSession(silo, _project.Path);
        await session.Start();
        await session.Prompt("show it");
        return session;
    }

    private async Task Indexed()
    {
        var store = silo.Services.GetRequiredService<RecallStore>();
        while (await store.Index(100, CancellationToken.None) > 0) { }

        await silo.Services.GetRequiredService<Silo.Caches.FailedKeyCache>().Refresh(CancellationToken.None);
    }

    private async Task Configured(string json, Func<Task> test)
    {
        await File.WriteAllTextAsync(silo.Settings.ConfigFile, json);
        try
        {
            // A changed file is seen when its time is another one.
            File.SetLastWriteTimeUtc(silo.Settings.ConfigFile, DateTime.UtcNow.AddSeconds(++_calls));
            await test();
        }
        finally
        {
            File.Delete(silo.Settings.ConfigFile);
        }
    }

    private Task<JsonObject> Before(ScriptedSession session, string command) =>
        Call(session, "PreToolUse", "Bash", new { command });

    private async Task Worked(ScriptedSession session, string command) =>
        await Call(session, "PostToolUse", "Bash", new { command });

    private Task<JsonObject> Failed(ScriptedSession session, string command, string error) =>
        Call(session, "PostToolUseFailure", "Bash", new { command }, error);

    private async Task<JsonObject> Edit(ScriptedSession session, string path, bool works = false) =>
        await Call(session, works ? "PostToolUse" : "PreToolUse", "Edit", new { file_path = path });

    private Task<JsonObject> Call(
        ScriptedSession session,
        string name,
        string tool,
        object input,
        string error = ""
    ) =>
        session.Hook(
            name,
            ("tool_name", tool),
            ("tool_use_id", $"toolu_{++_calls}_{Guid.NewGuid():N}"),
            ("tool_input", input),
            ("error", error)
        );

    private static string Context(JsonObject answer) =>
        (string?)answer["hookSpecificOutput"]?["additionalContext"] ?? "";
}
