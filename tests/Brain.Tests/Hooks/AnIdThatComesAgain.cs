using System.Text.Json.Nodes;
using Brain.Tests.Personas;
using Brain.Tests.Pipelines;

namespace Brain.Tests.Hooks;

/// <summary>Gateways count a turn's tool calls from nought, so that a session has many of one id.</summary>
public sealed class AnIdThatComesAgain(SiloFixture silo) : IClassFixture<SiloFixture>
{
    private readonly ScriptedSession _talk = new(silo, $"/home/me/{Guid.NewGuid():N}");

    [Theory]
    [InlineData("call_0")]
    [InlineData("toolu_01")]
    [InlineData("toolu_01A09q90qw90lq917835lq9z")]
    public async Task Has_a_row_for_each_call(string id)
    {
        foreach (var command in (string[])["ls 1", "ls 2"])
        {
            await _talk.Prompt(command);
            await _talk.Hook(
                "PostToolUse",
                ("tool_name", "Bash"),
                ("tool_use_id", id),
                ("tool_input", new { command })
            );
            await _talk.Stop();
        }

        Assert.Equal(["2"], await _talk.Rows("select count(*) from v2.tool_calls where session_id = '{0}'"));
    }

    [Theory]
    [InlineData("call_0")]
    [InlineData("toolu_01")]
    public async Task Has_a_decision_for_each_call(string id)
    {
        await _talk.Command("mode", "sparring");
        foreach (var file in (string[])["a.txt", "b.txt"])
        {
            await _talk.Prompt($"write {file}");
            await Denied(id, file);
            // Settings and plugin both tell of a call: it is decided once.
            await Denied(id, file);
            await _talk.Stop();
        }

        Assert.Equal(
            ["1 | deny", "2 | deny"],
            await _talk.Rows(
                "select dense_rank() over (order by t.turn_num), d.decision from v2.decisions d join v2.turns t on "
                    + "t.id = d.turn_id where d.session_id = '{0}' and d.rule like 'mode.sparring%' order by 1"
            )
        );
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public async Task That_is_none_has_a_decision_for_each_call_of_a_turn(string? none)
    {
        await _talk.Command("mode", "sparring");
        await _talk.Prompt("write both");
        await Denied(none, "a.txt");
        await Denied(none, "a.txt");
        await Denied(none, "b.txt");
        await _talk.Stop();

        Assert.Equal(
            ["2"],
            await _talk.Rows(
                "select count(*) from v2.decisions where session_id = '{0}' and rule like 'mode.sparring%'"
            )
        );
    }

    [Theory]
    [InlineData("call_0")]
    [InlineData("toolu_01")]
    public async Task Is_two_calls_in_one_turn(string id)
    {
        await _talk.Prompt("list twice");
        await Told("PreToolUse", id, "ls 1");
        await Told("PreToolUse", id, "ls 2");
        await Told("PostToolUse", id, "ls 1");
        await Told("PostToolUse", id, "ls 2");
        await _talk.Stop();

        Assert.Equal(["ls 1 | ok", "ls 2 | ok"], await Calls());
    }

    [Theory]
    [InlineData("call_0")]
    [InlineData("toolu_01")]
    public async Task Ends_the_call_that_waits_when_the_turn_has_changed(string id)
    {
        await _talk.Prompt("build in the background");
        await Told("PreToolUse", id, "make");
        await _talk.Stop();
        await _talk.Prompt("meanwhile");
        await Told("PostToolUse", id, "make");
        await _talk.Stop();

        Assert.Equal(["make | ok"], await Calls());
    }

    [Theory]
    [InlineData("call_0")]
    [InlineData("toolu_01")]
    public async Task Is_one_call_however_often_its_late_end_is_told(string id)
    {
        await _talk.Prompt("build in the background");
        await Told("PreToolUse", id, "make");
        await _talk.Stop();
        await _talk.Prompt("meanwhile");
        await Told("PostToolUse", id, "make");
        await Told("PostToolUse", id, "make");
        await _talk.Hook(
            "PostToolBatch",
            (
                "tool_calls",
                new[]
                {
                    new
                    {
                        tool_name = "Bash",
                        tool_use_id = id,
                        tool_input = new { command = "make" },
                    },
                }
            )
        );
        await _talk.Stop();

        Assert.Equal(["make | ok"], await Calls());
    }

    [Fact]
    public async Task Is_known_to_a_silo_that_has_forgotten_the_session()
    {
        await _talk.Prompt("one");
        await Told("PostToolUse", "toolu_01", "ls 1");
        await Told("PreToolUse", "toolu_02", "make");
        await _talk.Stop();
        await silo.Sleep();
        await silo.Wake();
        await _talk.Prompt("two");
        await Told("PostToolUse", "toolu_01", "ls 2");
        await Told("PostToolUse", "toolu_02", "make");
        await _talk.Stop();

        Assert.Equal(["ls 1 | ok", "ls 2 | ok", "make | ok"], await Calls());
    }

    private Task<JsonObject> Told(string name, string id, string command) =>
        _talk.Hook(
            name,
            ("tool_name", "Bash"),
            ("tool_use_id", id),
            ("tool_input", new { command })
        );

    private async Task<string[]> Calls() =>
        [
            .. await _talk.Rows(
                "select target, status from v2.tool_calls where session_id = '{0}' order by target"
            ),
        ];

    [Fact]
    public async Task Reports_a_link_in_each_turn()
    {
        await silo.Define(
            """
            name: again
            tell: Librarian
            links:
              - name: begun
              - name: ended
                advance:
                  - tool: Bash
                    pattern: 'end (?<subject>\w+)'
            """
        );
        await _talk.Command("pipeline", "start again rye");
        await _talk.Command("pipeline", "start again wheat");
        foreach (var subject in (string[])["rye", "wheat"])
        {
            await _talk.Prompt($"end {subject}");
            await _talk.Hook(
                "PostToolUse",
                ("tool_name", "Bash"),
                ("tool_use_id", "call_0"),
                ("tool_input", new { command = $"end {subject}" })
            );
            await _talk.Stop();
        }

        Assert.Equal(["2"], await _talk.Rows("select count(*) from brain.link_reports where session_id = '{0}'"));
    }

    [Fact]
    public async Task That_is_none_reports_each_link_of_a_turn()
    {
        await silo.Define(
            """
            name: release
            tell: Librarian
            links:
              - name: begun
              - name: ended
                advance:
                  - tool: Bash
                    pattern: 'release (?<subject>\w+)'
            """
        );
        await _talk.Command("pipeline", "start release rye");
        await _talk.Command("pipeline", "start release wheat");
        await _talk.Prompt("release both");
        foreach (var subject in (string[])["rye", "wheat"])
            await _talk.Hook(
                "PostToolUse",
                ("tool_name", "Bash"),
                ("tool_input", new { command = $"release {subject}" })
            );
        await _talk.Stop();

        Assert.Equal(["2"], await _talk.Rows("select count(*) from brain.link_reports where session_id = '{0}'"));
    }

    private async Task Denied(string? id, string file)
    {
        var answer = await _talk.Hook(
            "PreToolUse",
            ("tool_name", "Write"),
            ("tool_use_id", id!),
            ("tool_input", new { file_path = $"{_talk.Project}/{file}", content = "x" })
        );
        Assert.Equal("deny", (string?)answer["hookSpecificOutput"]?["permissionDecision"]);
    }
}
