using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using Brain.Tests.Chat;
using Brain.Tests.Personas;

namespace Brain.Tests.Knowledge;

/// <summary>One question to all at the same time.</summary>
public sealed class ABroadcast(SiloFixture silo) : IClassFixture<SiloFixture>, IDisposable
{
    private const string Own = "Archivist, Auditor, Cop, Librarian, Session Boss";
    private const string OwnHeading = "🗄️ Archivist, 🧾 Auditor, 👮 Cop, 📚 Librarian, 🪑 Session Boss";

    private readonly ScriptedSession _talk = new(silo, $"/home/me/{Guid.NewGuid():N}");

    public void Dispose() => File.Delete(silo.Settings.ConfigFile);

    [Fact]
    public async Task Comes_back_as_one_block_with_every_reply()
    {
        await using var server = await Model();
        await Only("Kim", "Lea");
        server.Scene = new() { Pieces = ["I would", " begin with tests."] };

        var text = await _talk.Command("broadcast", "what would you change first?");

        Assert.Equal(
            $"📣 what would you change first?\n\n{OwnHeading}, 🔧 Kim, 🔧 Lea:\nI would begin with " + "tests.",
            text
        );
        Assert.Equal(
            ["collated | 7 | 7"],
            await _talk.Rows(
                "select b.status, count(r.*), count(*) filter (where r.status = 'answered') from v2.broadcasts b "
                    + "join v2.broadcast_replies r on r.broadcast_id = b.id where b.session_id = '{0}' group by b.id"
            )
        );
        Assert.Equal(7, server.Requests.Count);
        Assert.Equal(
            ["7"],
            await _talk.Rows("select count(*) from v2.learnings where session_id = '{0}' and kind = 'answer'")
        );
        // Each reply, and what it taught, is its persona's.
        Assert.Equal(
            ["7 | 7"],
            await _talk.Rows(
                "select count(*) filter (where r.source = 'bot:' || p.name), (select count(*) from v2.learnings l "
                    + "join v2.personas o on o.id = l.persona_id where l.session_id = '{0}' and l.source = 'bot:' || "
                    + "o.name) from v2.broadcasts b join v2.broadcast_replies r on r.broadcast_id = b.id join "
                    + "v2.personas p on p.id = r.persona_id where b.session_id = '{0}'"
            )
        );
    }

    [Fact]
    public async Task Keeps_no_secret_and_survives_a_nul()
    {
        await using var server = await Model();
        await Only("Quin");
        server.Scene = new() { Pieces = ["a\0b"] };

        var text = await _talk.Command("broadcast", "why does password=hunter2secret\0 fail?");

        Assert.EndsWith($"\n\n{OwnHeading}, 🔧 Quin:\nab", text, StringComparison.Ordinal);
        Assert.Equal(
            ["why does password=[redacted]  fail? | collated"],
            await _talk.Rows("select question, status from v2.broadcasts where session_id = '{0}'")
        );
    }

    [Fact]
    public async Task Names_who_was_late()
    {
        await using var server = await Model(""","personas":{"broadcast_seconds":0.3}""");
        await Only("Max");
        server.Scene = new() { Pieces = ["Never"], Ending = ChatEnding.Hangs };

        var text = await _talk.Command("broadcast", "are you there?");

        Assert.EndsWith($"Late, nothing came by the deadline: {Own}, Max", text, StringComparison.Ordinal);
        Assert.Equal(
            ["late | 6"],
            await _talk.Rows(
                "select r.status, count(*) from v2.broadcasts b join v2.broadcast_replies r on r.broadcast_id = "
                    + "b.id where b.session_id = '{0}' group by 1"
            )
        );
    }

    [Fact]
    public async Task Names_who_failed_and_why()
    {
        await using var server = await Model();
        await Only("Nora");
        server.Scene = new() { Status = 429 };

        var text = await _talk.Command("broadcast", "are you there?");

        Assert.Contains($"Failed: {Own}, Nora: ", text, StringComparison.Ordinal);
        Assert.Equal(
            ["failed | 6"],
            await _talk.Rows(
                "select r.status, count(*) from v2.broadcasts b join v2.broadcast_replies r on r.broadcast_id = "
                    + "b.id where b.session_id = '{0}' group by 1"
            )
        );
    }

    [Fact]
    public async Task That_nobody_answered_has_no_tick()
    {
        await using var server = await Model();
        await Only("Pia");
        server.Scene = new() { Status = 429 };
        await _talk.Prompt("/broadcast are you there?");

        var answer = await _talk.Hook(
            "UserPromptExpansion",
            ("command_name", "broadcast"),
            ("command_args", "are you there?"),
            ("prompt", "/broadcast are you there?")
        );

        Assert.StartsWith("📣 are you there?", (string?)answer["reason"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shows_the_rows_where_no_model_is_configured()
    {
        await Only("Otto");
        await silo.Postgres.Run(
            "insert into v2.learnings (project_path, text) select project_path, 'Backups run at two.' from "
                + $"v2.sessions where id = '{_talk.Id}'"
        );

        Assert.Contains(
            "Backups run at two.",
            await _talk.Command("broadcast", "when do backups run?"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Asks_the_brains_own_when_nobody_else_is_active()
    {
        await Only();

        Assert.Equal(
            $"📣 zebras?\n\n{OwnHeading}:\nthe brain has nothing about this, and no chat model is configured.",
            await _talk.Command("broadcast", "zebras?")
        );
    }

    [Fact]
    public async Task Tells_where_it_was_said()
    {
        await Only();

        await _talk.Command("broadcast", "in a session?");
        using var response = await silo.Socket.PostAsJsonAsync(
            "/errands",
            new
            {
                kind = "broadcast",
                args = "on the command line?",
                session = _talk.Id,
            }
        );

        Assert.True(response.IsSuccessStatusCode);
        Assert.Equal(
            ["in a session? | claude-code", "on the command line? | manual"],
            await _talk.Rows("select question, source from v2.broadcasts where session_id = '{0}' order by 1")
        );
    }

    [Theory]
    [InlineData("", "A broadcast needs a question")]
    public async Task Refuses_what_is_no_question(string question, string reason)
    {
        await Only("Paul");

        Assert.Contains(reason, await _talk.Command("broadcast", question), StringComparison.Ordinal);
        Assert.Empty(await _talk.Rows("select id from v2.broadcasts where session_id = '{0}'"));
    }

    [Fact]
    public async Task Is_started_by_no_other_event_of_a_session()
    {
        await using var server = await Model();
        await Only("Rosa");

        await _talk.Start();
        await _talk.Turn("broadcast this to everyone: what now?");
        await _talk.Hook("UserPromptSubmit", ("prompt", "/broadcast hello"));
        await _talk.Hook("SubagentStop", ("agent_id", "a1"), ("last_assistant_message", "/broadcast hello"));
        await _talk.Command("done", "");
        await _talk.Hook("SessionEnd", ("reason", "other"));

        Assert.Empty(server.Requests);
        Assert.Empty(await _talk.Rows("select id from v2.broadcasts"));
    }

    [Fact]
    public void Is_asked_by_the_command_and_nothing_else()
    {
        var root = Path.GetFullPath(Path.Combine(Here(), "..", "..", ".."));
        var callers = new[] { "grains", "silo", "src", "client" }
            .SelectMany(folder =>
                Directory.EnumerateFiles(Path.Combine(root, folder), "*.cs", SearchOption.AllDirectories)
            )
            .Where(file =>
                !file.Contains("/obj/", StringComparison.Ordinal)
                && File.ReadAllText(file).Contains("IBroadcastGrain>(", StringComparison.Ordinal)
            )
            .Select(Path.GetFileName);

        Assert.Equal(["BroadcastCommands.cs"], callers);
    }

    [Fact]
    public async Task Is_ended_and_never_asked_again_when_its_silo_went_away()
    {
        var id = Guid.NewGuid();
        await silo.Postgres.Run(
            $"insert into v2.broadcasts (id, question, asked_at, deadline_ms) values ('{id}', 'lost?', now() - "
                + "interval '1 hour', 30000)"
        );

        await silo
            .Grains.GetGrain<Brain.Grains.Abstractions.Sessions.ISessionBossGrain>(
                Brain.Grains.Abstractions.Sessions.ISessionBossGrain.Key
            )
            .Look();

        Assert.Equal(
            ["interrupted | 0"],
            await silo.Postgres.Lines(
                "select b.status, (select count(*) from v2.broadcast_replies r where r.broadcast_id = b.id) from "
                    + $"v2.broadcasts b where b.id = '{id}'"
            )
        );
        await silo.Postgres.Run($"delete from v2.broadcasts where id = '{id}'");
    }

    private async Task<FakeChatServer> Model(string more = "")
    {
        var server = await FakeChatServer.Start();
        await File.WriteAllTextAsync(
            silo.Settings.ConfigFile,
            $$"""{"chat":{"provider":"ollama","model":"some-model","endpoint":"{{server.Url}}"}{{more}}}"""
        );
        return server;
    }

    private async Task Only(params string[] names)
    {
        await _talk.Start();
        await silo.Postgres.Run(
            "update v2.personas set status = 'inactive' where tier = 'user'; delete from v2.broadcast_replies; "
                + "delete from v2.broadcasts"
        );
        foreach (var name in names)
            await _talk.Command("persona", $"create {name} 🔧 \"APIs\"");
        await silo.Refresh();
    }

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
