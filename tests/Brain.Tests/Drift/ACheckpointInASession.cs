using System.Text.Json.Nodes;
using Brain.Tests.Personas;

namespace Brain.Tests.Drift;

/// <summary>The Cop in a session: drift that persists asks one question, and one word answers it.</summary>
public sealed class ACheckpointInASession(SiloFixture silo) : IClassFixture<SiloFixture>
{
    private readonly ScriptedSession _talk = new(silo, $"/home/me/{Guid.NewGuid():N}");

    [Fact]
    public async Task Holds_back_the_next_prompt_until_it_is_answered()
    {
        await Drift();

        var held = await _talk.Prompt("book the hotel in Lisbon too");

        Assert.Equal("block", (string?)held["decision"]);
        Assert.Contains("stay · redeclare · park · wrong", (string?)held["reason"], StringComparison.Ordinal);
        Assert.Equal(
            ["drift.checkpoint"],
            await _talk.Rows("select rule from v2.decisions where session_id = '{0}' and event = 'UserPromptSubmit'")
        );
        Assert.Equal(
            ["t"],
            (
                await _talk.Rows("select bool_or(triggered_checkpoint) from v2.drift_events where session_id = '{0}'")
            ).Select(row => row == "True" ? "t" : row)
        );
    }

    [Fact]
    public async Task Goes_on_with_what_it_held_back()
    {
        await Drift();
        await _talk.Prompt("book the hotel in Lisbon too");

        var answer = await _talk.Prompt("stay");

        Assert.Null(answer["decision"]);
        Assert.Contains("book the hotel in Lisbon too", Context(answer), StringComparison.Ordinal);
        Assert.Equal(
            ["book the hotel in Lisbon too"],
            await _talk.Rows(
                "select user_message from v2.turns where session_id = '{0}' order by turn_num desc limit 1"
            )
        );
    }

    [Fact]
    public async Task Takes_the_same_prompt_again_as_stay()
    {
        await Drift();
        var prompt = Guid.NewGuid();
        await _talk.Prompt("book the hotel in Lisbon too", prompt);
        // A second carrier delivers the same prompt, which is not the person's saying it again.
        Assert.Equal("block", (string?)(await _talk.Prompt("book the hotel in Lisbon too", prompt))["decision"]);

        Assert.Null((await _talk.Prompt("book the hotel in Lisbon too"))["decision"]);
    }

    [Fact]
    public async Task Learns_from_a_false_alarm()
    {
        await Drift();

        await _talk.Prompt("wrong");

        Assert.Equal(
            ["wrong | user"],
            await _talk.Rows(
                "select rating, metadata ->> 'rated_by' from v2.persona_comments where session_id = '{0}' and "
                    + "rating is not null"
            )
        );
        await _talk.Turn(
            "compare flights from Berlin to Lisbon in June for the holiday",
            "Flights from Berlin to Lisbon in June."
        );
        Assert.Null((await _talk.Prompt("and the hotel for the holiday in Lisbon"))["decision"]);
    }

    [Fact]
    public async Task Parks_the_matter_as_an_open_item()
    {
        await Drift();

        Assert.Equal("block", (string?)(await _talk.Prompt("park it"))["decision"]);

        Assert.Single(await _talk.Rows("select text from v2.learnings where session_id = '{0}' and kind = 'parked'"));
        Assert.Contains("parked:", await _talk.Command("checkin", "Cop"), StringComparison.Ordinal);
        Assert.Equal(
            ["fix the login bug of the web shop"],
            await _talk.Rows("select purpose from v2.sessions where id = '{0}'")
        );
        Assert.Null((await _talk.Prompt("back to the login form: reproduce the bug"))["decision"]);
    }

    [Fact]
    public async Task Gives_the_session_a_new_purpose()
    {
        await Drift();

        await _talk.Prompt("redeclare: plan the holiday in Lisbon");

        Assert.Equal(
            ["plan the holiday in Lisbon"],
            await _talk.Rows("select purpose from v2.sessions where id = '{0}'")
        );
        Assert.Null((await _talk.Prompt("find flights to Lisbon"))["decision"]);
    }

    [Fact]
    public async Task Is_answered_by_declaring_a_purpose()
    {
        await Drift();

        await _talk.Command("purpose", "plan the holiday in Lisbon");

        Assert.Null((await _talk.Prompt("find flights to Lisbon"))["decision"]);
    }

    [Fact]
    public async Task Outlives_a_restart()
    {
        await Drift();

        await silo.Sleep();
        await silo.Wake();

        Assert.Equal("block", (string?)(await _talk.Prompt("book the hotel in Lisbon too"))["decision"]);
    }

    [Fact]
    public async Task Keeps_what_it_held_back_over_a_restart()
    {
        await Drift();
        await _talk.Prompt("book the hotel in Lisbon too");

        await silo.Sleep();
        await silo.Wake();

        Assert.Contains("book the hotel in Lisbon too", Context(await _talk.Prompt("stay")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Knows_again_what_an_older_silo_held_back()
    {
        await Drift();
        await Unnumbered("book the hotel in Lisbon too");
        Assert.Equal(
            ["at text"],
            await _talk.Rows(
                "select (select string_agg(key, ' ' order by key) from jsonb_object_keys(level -> 'held') key) "
                    + "from brain.drift_levels where session_id = '{0}'"
            )
        );

        await silo.Sleep();
        await silo.Postgres.Run(
            $"update brain.drift_levels set level = level #- '{{held,at}}' where session_id = '{_talk.Id}'"
        );
        await silo.Wake();

        Assert.Null((await Unnumbered("book the hotel in Lisbon too"))["decision"]);
    }

    [Theory]
    [InlineData("/commit all of it")]
    [InlineData("book it with password=hunter2secret")]
    public async Task Asks_for_a_prompt_again_that_can_not_be_passed_on(string prompt)
    {
        await Drift();
        await _talk.Prompt(prompt);
        if (prompt[0] != '/')
        {
            await silo.Sleep();
            await silo.Wake();
        }

        var answer = await _talk.Prompt("stay");

        Assert.Contains("send it again", (string?)answer["reason"], StringComparison.Ordinal);
        Assert.Null((await _talk.Prompt(prompt))["decision"]);
    }

    [Fact]
    public async Task Rates_what_it_asked_about_and_not_what_came_since()
    {
        await Drift();
        await _talk.Prompt("<task-notification>done</task-notification>");
        await _talk.Stop();

        await _talk.Prompt("wrong");

        Assert.Equal(
            ["3 | wrong"],
            await _talk.Rows(
                "select turn_num, rating from v2.persona_comments where session_id = '{0}' and rating is not null"
            )
        );
    }

    [Fact]
    public async Task Is_gone_with_the_turn_that_opened_it()
    {
        await Drift();
        await _talk.Command("brain:undo", "");
        await _talk.Command("brain:undo", "yes");

        Assert.Null((await _talk.Prompt("book the hotel in Lisbon too"))["decision"]);
    }

    [Fact]
    public async Task Never_opens_for_a_purpose_that_nobody_declared()
    {
        await Drift(expected: false, declared: false);

        Assert.Null((await _talk.Prompt("book the hotel in Lisbon too"))["decision"]);
    }

    [Fact]
    public async Task Never_opens_when_it_shall_only_tell()
    {
        await File.WriteAllTextAsync(silo.Settings.ConfigFile, """{"personas":{"drift":"tell"}}""");

        await Drift(expected: false);

        Assert.Null((await _talk.Prompt("book the hotel in Lisbon too"))["decision"]);
        Assert.NotEmpty(await _talk.Rows("select id from v2.drift_events where session_id = '{0}'"));
        File.Delete(silo.Settings.ConfigFile);
    }

    // As an agent says it that numbers no prompts.
    private Task<JsonObject> Unnumbered(string prompt) =>
        _talk.Hook("UserPromptSubmit", ("prompt", prompt), ("prompt_id", null!));

    private async Task Drift(bool expected = true, bool declared = true)
    {
        if (declared)
            await _talk.Command("purpose", "fix the login bug of the web shop");
        await _talk.Turn("reproduce the login bug of the shop", "The login form of the shop fails with a 500.");
        await _talk.Turn(
            "find cheap flights from Berlin to Lisbon in June",
            "Here are cheap flights from Berlin to Lisbon in June."
        );
        var footer = await _talk.Turn(
            "which district of Lisbon is nice for a holiday with small children?",
            "Alfama and Belém are nice for a holiday with children."
        );
        Assert.Equal(expected, footer.Any(line => line.Contains("Answer with one word", StringComparison.Ordinal)));
    }

    private static string Context(JsonObject answer) => (string)answer["hookSpecificOutput"]!["additionalContext"]!;
}
