using Brain.Domain.Review;
using Brain.Grains.Abstractions.Review;
using Brain.Messages.Sessions;
using Brain.Postgres.Review;
using Brain.Tests.Chat;
using Brain.Tests.Personas;
using Microsoft.Extensions.DependencyInjection;

namespace Brain.Tests.Review;

/// <summary><c>/done</c>, through a whole silo.</summary>
public sealed class ClosingASession(SiloFixture silo) : IClassFixture<SiloFixture>, IDisposable
{
    private readonly ScriptedSession _talk = new(silo, $"/home/me/{Guid.NewGuid():N}");

    public void Dispose() => File.Delete(silo.Settings.ConfigFile);

    [Fact]
    public async Task Classifies_rates_learns_and_ends()
    {
        await Work();

        var text = await _talk.Command("done", "");

        Assert.StartsWith("🧾 Auditor: the session is closed. 3 turns classified", text, StringComparison.Ordinal);
        Assert.Equal(["ended"], await _talk.Rows("select status from v2.sessions where id = '{0}'"));
        Assert.Equal(
            ["question", "mistake", "change"],
            await _talk.Rows(
                "select classification ->> 'class' from v2.turns where session_id = '{0}' order by turn_num"
            )
        );
        Assert.Single(
            await _talk.Rows(
                "select text from v2.learnings where session_id = '{0}' and kind = 'mistake' and metadata -> "
                    + "'evidence' @> '[2]'"
            )
        );
    }

    [Fact]
    public async Task Changes_nothing_the_second_time()
    {
        await Work();
        await _talk.Command("done", "");
        var before = await _talk.Rows(
            "select (select count(*) from v2.turns_history), (select count(*) from v2.learnings), (select "
                + "count(*) from v2.sessions_history)"
        );

        Assert.Contains("nothing was left to do", await _talk.Command("done", ""), StringComparison.Ordinal);

        Assert.Equal(
            before,
            await _talk.Rows(
                "select (select count(*) from v2.turns_history), (select count(*) from v2.learnings), (select "
                    + "count(*) from v2.sessions_history)"
            )
        );
    }

    [Fact]
    public async Task Leaves_to_the_end_what_the_agent_did_not_judge()
    {
        await Work();

        var receipt = await silo
            .Grains.GetGrain<IAuditorGrain>(_talk.Id)
            .Take(new(new Dictionary<int, string> { [1] = "chore", [99] = "change" }));

        Assert.StartsWith("🧾 Auditor: 1 turn classified", receipt.Message, StringComparison.Ordinal);
        Assert.Equal(
            ["1"],
            await _talk.Rows(
                "select turn_num from v2.turns where session_id = '{0}' and classified_at is not null order by 1"
            )
        );
        Assert.StartsWith(
            "🧾 Auditor: the session is closed. 2 turns classified",
            await _talk.Command("done", ""),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Is_taken_up_by_its_reminder_after_a_crash_half_way()
    {
        await Work();
        var audits = silo.Services.GetRequiredService<ReviewStore>();
        // What a silo leaves that dies after one of three turns: a page is written, and the reminder is there.
        await audits.Write(
            new SessionId(_talk.Id),
            ReviewBatch.Of(await audits.Page(new SessionId(_talk.Id), 1, default)),
            default
        );

        var auditor = silo.Grains.GetGrain<IAuditorGrain>(_talk.Id);
        await auditor.AsReference<IRemindable>().ReceiveReminder("close", default);

        Assert.Equal(
            ["3 | ended"],
            await _talk.Rows(
                "select (select count(*) from v2.turns t where t.session_id = s.id and classified_at is not "
                    + "null), status from v2.sessions s where id = '{0}'"
            )
        );
        Assert.Empty(await silo.Postgres.Lines("select * from orleans.reminders where remindername = 'close'"));
    }

    [Fact]
    public async Task Is_refused_where_nobody_knows_the_session()
    {
        var unknown = Guid.NewGuid();

        var receipt = await silo.Grains.GetGrain<IAuditorGrain>(unknown).Close();

        Assert.Equal(
            (
                "session.unknown",
                $"The brain knows nothing of session {unknown}, so there is nothing to close. See: brain sessions --all"
            ),
            (receipt.Refusal?.Code, receipt.Message)
        );
        Assert.Empty(await Reminders(unknown));
    }

    [Fact]
    public async Task Is_not_taken_up_for_ever_when_its_session_is_gone()
    {
        var gone = Guid.NewGuid();
        await silo.Postgres.Run(
            $"insert into orleans.reminders select serviceid, 'auditor/{gone:N}', 'close', starttime, period, 0, "
                + "0 from orleans.reminders where remindername = 'look'"
        );
        Assert.Single(await Reminders(gone));

        await silo.Grains.GetGrain<IAuditorGrain>(gone).AsReference<IRemindable>().ReceiveReminder("close", default);

        Assert.Empty(await Reminders(gone));
    }

    [Fact]
    public async Task Leaves_alone_what_works_again_after_a_crash()
    {
        await Work();
        await _talk.Prompt("and now the footer line");

        await silo
            .Grains.GetGrain<IAuditorGrain>(_talk.Id)
            .AsReference<IRemindable>()
            .ReceiveReminder("close", default);

        Assert.Equal(
            ["active | 3"],
            await _talk.Rows(
                "select status, (select count(*) from v2.turns t where t.session_id = s.id and classified_at is "
                    + "not null) from v2.sessions s where id = '{0}'"
            )
        );
    }

    [Fact]
    public async Task Asks_no_model_unless_tokens_are_allowed()
    {
        await using var server = await FakeChatServer.Start();
        await Configure(server, 0);
        await Work();

        await _talk.Command("done", "");

        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Lets_a_model_look_again_at_what_rules_are_unsure_of()
    {
        await using var server = await FakeChatServer.Start();
        await Configure(server, 50_000);
        await _talk.Turn("hm", "Well.");
        server.Scene = new() { Pieces = ["""{"1":"decision"}"""] };

        await _talk.Command("done", "");

        Assert.Single(server.Requests);
        Assert.Equal(
            ["decision"],
            await _talk.Rows("select classification ->> 'class' from v2.turns where session_id = '{0}'")
        );
    }

    [Theory]
    [InlineData("no json at all")]
    [InlineData("""{"1":"nonsense","99":"change"}""")]
    [InlineData("""{"1":7}""")]
    public async Task Keeps_to_the_rules_when_the_model_talks_rubbish(string rubbish)
    {
        await using var server = await FakeChatServer.Start();
        await Configure(server, 50_000);
        await _talk.Turn("hm", "Well.");
        server.Scene = new() { Pieces = [rubbish] };

        await _talk.Command("done", "");

        Assert.Equal(
            ["other"],
            await _talk.Rows("select classification ->> 'class' from v2.turns where session_id = '{0}'")
        );
    }

    [Fact]
    public async Task Hands_over_to_the_next_session_on_the_project()
    {
        await Work();
        await _talk.Command("done", "");
        await _talk.Command("done", "");

        var project = (await _talk.Rows("select project_path from v2.sessions where id = '{0}'"))[0];
        var answer = await new ScriptedSession(silo, project).Start();

        Assert.Contains(
            $"Hand-off of session {_talk.Id.ToString()[..8]}, 3 turns",
            (string?)answer["hookSpecificOutput"]!["additionalContext"],
            StringComparison.Ordinal
        );
        Assert.Equal(
            ["1"],
            await _talk.Rows("select count(*) from v2.learnings where session_id = '{0}' and kind = 'handoff'")
        );
    }

    [Fact]
    public async Task Comes_back_when_it_speaks_again()
    {
        await Work();
        await _talk.Command("done", "");

        await _talk.Turn("one more thing");

        Assert.Equal(["active | 4"], await _talk.Rows("select status, turn_count from v2.sessions where id = '{0}'"));
    }

    private Task Configure(FakeChatServer server, int tokens) =>
        File.WriteAllTextAsync(
            silo.Settings.ConfigFile,
            $$$"""{"chat":{"provider":"ollama","model":"some-model","endpoint":"{{{server.Url}}}"},"personas":{"review_tokens":{{{tokens}}}}}"""
        );

    private Task<string[]> Reminders(Guid session) =>
        silo.Postgres.Lines($"select remindername from orleans.reminders where grainid = 'auditor/{session:N}'");

    private async Task Work()
    {
        await _talk.Turn("what does the exporter do?", "It writes CSV files.");
        await _talk.Prompt("add a header line to the export");
        await _talk.Tool(
            "Edit",
            new
            {
                file_path = "/home/me/export.cs",
                old_string = "a",
                new_string = "b",
            }
        );
        await _talk.Stop("I added a header line to every file.");
        await _talk.Prompt("no, that's wrong, you broke the import; revert it");
        await _talk.Tool(
            "Edit",
            new
            {
                file_path = "/home/me/export.cs",
                old_string = "b",
                new_string = "a",
            }
        );
        await _talk.Stop("Reverted.");
    }
}
