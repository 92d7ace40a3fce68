using System.Net.Http.Json;
using Brain.Tests.Personas;

namespace Brain.Tests.Undo;

/// <summary><c>/brain:undo</c>, through a whole silo.</summary>
public sealed class TakingBack(SiloFixture silo) : IClassFixture<SiloFixture>
{
    private readonly ScriptedSession _talk = new(silo, $"/home/me/{Guid.NewGuid():N}");

    [Fact]
    public async Task Shows_first_and_does_it_at_the_second_word()
    {
        await Talk();

        var shown = await _talk.Command("brain:undo", "");
        Assert.Contains("/brain:undo yes", shown, StringComparison.Ordinal);
        Assert.Equal(["2"], await _talk.Rows("select turn_count from v2.sessions where id = '{0}'"));

        await _talk.Command("brain:undo", "yes");
        Assert.Equal(
            ["1 | 1"],
            await _talk.Rows(
                "select turn_count, (select count(*) from v2.turns t where t.session_id = s.id) from v2.sessions "
                    + "s where id = '{0}'"
            )
        );
    }

    [Fact]
    public async Task Does_nothing_that_was_not_shown()
    {
        await Talk();

        var text = await _talk.Command("brain:undo", "yes");

        Assert.Contains("/brain:undo yes", text, StringComparison.Ordinal);
        Assert.Equal(["2"], await _talk.Rows("select turn_count from v2.sessions where id = '{0}'"));
    }

    [Fact]
    public async Task Numbers_the_next_turn_as_if_it_had_not_been()
    {
        await Talk();
        await _talk.Command("brain:undo", "");
        await _talk.Command("brain:undo", "yes");

        var footer = await _talk.Turn("three");

        Assert.StartsWith("🪑 Session Boss: turn 2", footer[0], StringComparison.Ordinal);
        Assert.Equal(
            ["1 | one", "2 | three"],
            await _talk.Rows("select turn_num, user_message from v2.turns where session_id = '{0}' order by 1")
        );
    }

    [Fact]
    public async Task Takes_an_undo_back()
    {
        await Talk();
        await _talk.Command("brain:undo", "");
        await _talk.Command("brain:undo", "yes");

        await _talk.Command("brain:undo", "redo");
        await _talk.Command("brain:undo", "redo yes");

        Assert.Equal(
            ["1 | one", "2 | two"],
            await _talk.Rows("select turn_num, user_message from v2.turns where session_id = '{0}' order by 1")
        );
        Assert.StartsWith("🪑 Session Boss: turn 3", (await _talk.Turn("three"))[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Takes_an_undo_back_after_the_turn_that_a_lost_answer_cost()
    {
        await Talk();
        await _talk.Command("brain:undo", "");
        await _talk.Command("brain:undo", "yes");
        // Claude Code gave up waiting: what was typed went to the model, and is a turn.
        await _talk.Stop("I can't undo that.");
        Assert.Equal(
            ["1 | one", "2 | "],
            await _talk.Rows("select turn_num, user_message from v2.turns where session_id = '{0}' order by 1")
        );

        await _talk.Command("brain:undo", "redo");
        var text = await _talk.Command("brain:undo", "redo yes");

        Assert.DoesNotContain("was changed since", text, StringComparison.Ordinal);
        Assert.Equal(
            ["1 | one", "2 | two", "3 | "],
            await _talk.Rows("select turn_num, user_message from v2.turns where session_id = '{0}' order by 1")
        );
        Assert.Equal(["3"], await _talk.Rows("select turn_count from v2.sessions where id = '{0}'"));
        Assert.StartsWith("🪑 Session Boss: turn 4", (await _talk.Turn("three"))[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Takes_the_later_turn_back_by_itself_afterwards()
    {
        await Talk();
        await _talk.Command("brain:undo", "");
        await _talk.Command("brain:undo", "yes");
        await _talk.Turn("three");
        foreach (var args in (string[])["redo", "redo yes", "", "yes"])
            await _talk.Command("brain:undo", args);

        Assert.Equal(
            ["1 | one", "2 | two"],
            await _talk.Rows("select turn_num, user_message from v2.turns where session_id = '{0}' order by 1")
        );
        Assert.Equal(["2"], await _talk.Rows("select turn_count from v2.sessions where id = '{0}'"));
    }

    [Fact]
    public async Task Tells_where_it_was_said()
    {
        await Talk();
        await _talk.Command("brain:undo", "");
        await _talk.Command("brain:undo", "yes");

        foreach (var args in new[] { "redo", "redo yes" })
        {
            using var response = await silo.Socket.PostAsJsonAsync(
                "/errands",
                new
                {
                    kind = "undo",
                    args,
                    session = _talk.Id,
                }
            );
            Assert.True(
                response.IsSuccessStatusCode,
                await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)
            );
        }

        Assert.Equal(
            ["claude-code | claude-code", "manual | manual"],
            await _talk.Rows("select source, undone_by from v2.undos where session_id = '{0}' order by created_at")
        );
    }

    [Fact]
    public async Task Refuses_a_turn_that_later_ones_rest_on()
    {
        await Talk();

        var text = await _talk.Command("brain:undo", "1");

        Assert.Contains("with later", text, StringComparison.Ordinal);
        Assert.Equal(["2"], await _talk.Rows("select count(*) from v2.turns where session_id = '{0}'"));
    }

    [Fact]
    public async Task Asks_anew_when_something_came_in_between()
    {
        await Talk();
        await _talk.Command("brain:undo", "");
        await _talk.Turn("three");

        await _talk.Command("brain:undo", "yes");

        Assert.Equal(["3"], await _talk.Rows("select count(*) from v2.turns where session_id = '{0}'"));
    }

    [Theory]
    [InlineData("everything", "is nothing to undo")]
    [InlineData("redo", "There is no undo in this session")]
    public async Task Says_what_it_does_not_understand(string args, string reason)
    {
        await Talk();

        Assert.Contains(reason, await _talk.Command("brain:undo", args), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Leaves_runs_and_what_was_reached_and_they_go_on()
    {
        await Talk();
        var began = await _talk.Command("pipeline", "start groceries milk");
        var run = began[(began.IndexOf('(') + 1)..began.IndexOf(')')];
        await _talk.Command("pipeline", $"reach {run} captured");
        await _talk.Turn("three");
        const string kept =
            "select r.status, r.events, count(e.id), max(r.valid_from) from v2.pipeline_runs r join "
            + "v2.invariant_events e on e.run_id = r.id where r.session_id = '{0}' group by 1, 2";
        var before = await _talk.Rows(kept);

        var shown = await _talk.Command("brain:undo", "session");
        await _talk.Command("brain:undo", "session yes");

        Assert.EndsWith("\nSay /brain:undo session yes to do it.", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("pipeline runs:", shown, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(
            "\nPipeline runs stay (1): an outcome is not the session's to take back: abandon the run.\nInvariant "
                + "events stay (2): what was reached was reached.\n",
            shown,
            StringComparison.Ordinal
        );
        Assert.Equal(["0"], await _talk.Rows("select turn_count from v2.sessions where id = '{0}'"));
        Assert.StartsWith("open | 2 | 2 | ", Assert.Single(before), StringComparison.Ordinal);
        Assert.Equal(before, await _talk.Rows(kept));

        Assert.Contains(
            "'bought' is reached. Next is 'dispatched'",
            await _talk.Command("pipeline", $"reach {run} bought"),
            StringComparison.Ordinal
        );
    }

    private async Task Talk()
    {
        await _talk.Turn("one");
        await _talk.Turn("two");
    }
}
