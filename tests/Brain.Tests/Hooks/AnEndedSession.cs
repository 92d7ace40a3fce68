using Brain.Tests.Personas;

namespace Brain.Tests.Hooks;

/// <summary>Two windows may speak as one session: that one of them ends does not end the other's work.</summary>
public sealed class AnEndedSession(SiloFixture silo) : IClassFixture<SiloFixture>
{
    private readonly ScriptedSession _talk = new(silo, $"/home/me/{Guid.NewGuid():N}");

    [Fact]
    public async Task Is_active_again_when_another_window_works()
    {
        await _talk.Prompt("a long job");
        await _talk.Hook("SessionEnd", ("reason", "other"));
        Assert.Equal(["ended"], await Status());

        await _talk.Hook(
            "PostToolUse",
            ("tool_name", "Bash"),
            ("tool_use_id", "z"),
            ("tool_input", new { command = "make" })
        );

        Assert.Equal(["under way"], await Turns());
        await _talk.Stop("done");

        Assert.Equal(["active"], await Status());
        Assert.Equal(["ok: stop"], await Turns());
    }

    [Fact]
    public async Task Is_active_again_when_a_command_is_typed_in_another_window()
    {
        await _talk.Turn("a long job");
        await _talk.Hook("SessionEnd", ("reason", "other"));

        await _talk.Command("mode", "sparring");

        Assert.Equal(["active"], await Status());
    }

    [Fact]
    public async Task Stays_ended_when_it_was_closed_and_a_command_is_typed()
    {
        await _talk.Turn("a long job");
        await _talk.Command("done", "");

        await _talk.Command("mode", "sparring");

        Assert.Equal(["ended"], await Status());
    }

    [Fact]
    public async Task Stays_ended_when_what_was_known_is_told_again()
    {
        (string, object)[] call =
        [
            ("tool_name", "Bash"),
            ("tool_use_id", "toolu_z"),
            ("tool_input", new { command = "make" }),
        ];
        await _talk.Prompt("a long job");
        await _talk.Hook("PreToolUse", call);
        await _talk.Hook("PostToolUse", call);
        await _talk.Hook("SessionEnd", ("reason", "other"));

        await _talk.Hook("PostToolUse", call);
        await _talk.Stop("done");

        Assert.Equal(["ended"], await Status());
    }

    [Theory]
    [InlineData("")]
    [InlineData(7)]
    [InlineData("site")]
    public async Task Has_its_project_of_the_first_event_that_names_a_folder(object odd)
    {
        await _talk.Hook("SessionStart", ("source", "startup"), ("cwd", odd));
        await _talk.Prompt("mend the till");

        Assert.Equal([_talk.Project], await _talk.Rows("select project_path from v2.sessions where id = '{0}'"));
    }

    [Fact]
    public async Task Keeps_its_project_when_it_is_resumed_elsewhere()
    {
        await _talk.Start();
        await _talk.Hook("SessionStart", ("source", "resume"), ("cwd", "/somewhere/else"));

        Assert.Equal([_talk.Project], await _talk.Rows("select project_path from v2.sessions where id = '{0}'"));
    }

    private Task<string[]> Turns() =>
        _talk.Rows(
            "select case when ended_at is null then 'under way' else status || ': ' || (metadata ->> 'ended_by') end"
                + " from v2.turns where session_id = '{0}'"
        );

    private Task<string[]> Status() => _talk.Rows("select status from v2.sessions where id = '{0}'");
}
