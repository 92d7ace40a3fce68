using Brain.Tests.Personas;
using Brain.Tests.Pipelines;

namespace Brain.Tests.Hooks;

/// <summary>Gateways count a turn's tool calls from nought, so that a session has many of one id.</summary>
public sealed class AnIdThatComesAgain(SiloFixture silo) : IClassFixture<SiloFixture>
{
    private readonly ScriptedSession _talk = new(silo, $"/home/me/{Guid.NewGuid():N}");

    [Fact]
    public async Task Has_a_row_for_each_call()
    {
        foreach (var command in (string[])["ls 1", "ls 2"])
        {
            await _talk.Prompt(command);
            await _talk.Hook(
                "PostToolUse",
                ("tool_name", "Bash"),
                ("tool_use_id", "call_0"),
                ("tool_input", new { command })
            );
            await _talk.Stop();
        }

        Assert.Equal(["2"], await _talk.Rows("select count(*) from v2.tool_calls where session_id = '{0}'"));
    }

    [Fact]
    public async Task Has_a_decision_for_each_call()
    {
        await _talk.Command("mode", "sparring");
        foreach (var file in (string[])["a.txt", "b.txt"])
        {
            await _talk.Prompt($"write {file}");
            await Denied(file);
            // Settings and plugin both tell of a call: it is decided once.
            await Denied(file);
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

    private async Task Denied(string file)
    {
        var answer = await _talk.Hook(
            "PreToolUse",
            ("tool_name", "Write"),
            ("tool_use_id", "call_0"),
            ("tool_input", new { file_path = $"{_talk.Project}/{file}", content = "x" })
        );
        Assert.Equal("deny", (string?)answer["hookSpecificOutput"]?["permissionDecision"]);
    }
}
