using System.Text.Json.Nodes;
using Brain.Tests.Personas;

namespace Brain.Tests.Knowledge;

/// <summary>What the brain itself leaves when it is asked and closed is not what it knows.</summary>
public sealed class ByProducts(SiloFixture silo) : IClassFixture<SiloFixture>
{
    private readonly ScriptedSession _talk = new(silo, $"/home/me/{Guid.NewGuid():N}");

    [Fact]
    public async Task Of_a_question_without_an_answer_are_none()
    {
        await Persona("Yara");
        await _talk.Turn("which endpoint pages?", "The endpoint /orders pages by cursor.");

        var text = await _talk.Command("ask", "Yara which endpoint pages?");

        Assert.Contains("/orders pages by cursor", text, StringComparison.Ordinal);
        Assert.Empty(await _talk.Rows("select text from v2.learnings where session_id = '{0}'"));
        Assert.DoesNotContain(
            "was asked",
            await _talk.Command("ask", "Yara which endpoint pages?"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Are_no_evidence_and_evidence_has_a_date_and_a_session()
    {
        await Persona("Zoe");
        await _talk.Turn("which endpoint pages?", "The endpoint /orders pages by cursor.");
        await silo.Postgres.Run(
            $"""
            insert into v2.learnings (session_id, project_path, kind, status, text)
            values ('{_talk.Id}', '{_talk.Project}', 'answer', 'unreviewed',
              'Zoe was asked: which endpoint pages? · answered: none')
            """
        );

        var text = await _talk.Command("ask", "Zoe which endpoint pages?");

        Assert.DoesNotContain("answered: none", text, StringComparison.Ordinal);
        Assert.Matches($@"\[turn \w{{8}} · \d{{4}}-\d\d-\d\d · session {_talk.Id.ToString()[..8]} · turn 1", text);
    }

    [Fact]
    public async Task Of_a_session_are_a_hand_off_that_says_what_was_done()
    {
        await _talk.Command("purpose", "mend the till");
        await _talk.Prompt("rewrite the till");
        await _talk.Tool("Edit", new { file_path = $"{_talk.Project}/src/till.cs" });
        await _talk.Stop("Rewritten.");
        await _talk.Prompt("we will use euros only from now on");
        await _talk.Stop("Noted: euros only.");
        await _talk.Prompt("run the tests");
        await Call("PreToolUse", "Bash", new { command = "make test" });
        await Call("PostToolUseFailure", "Bash", new { command = "make test" });
        await _talk.Stop("The tests fail.");
        await _talk.Command("mode", "sparring");
        await _talk.Prompt("write the notes");
        await Call("PreToolUse", "Write", new { file_path = $"{_talk.Project}/notes.md" });
        await _talk.Stop("Done.");
        await _talk.Command("done", "");

        var text = Assert.Single(
            await _talk.Rows("select text from v2.learnings where session_id = '{0}' and kind = 'handoff'")
        );

        Assert.Contains("done: src/till.cs", text, StringComparison.Ordinal);
        Assert.Contains("refused: Write notes.md", text, StringComparison.Ordinal);
        Assert.Contains("failed: Bash make test", text, StringComparison.Ordinal);
        Assert.Contains("decided: ", text, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"\d (chore|other|question)", text);
    }

    [Fact]
    public async Task Of_an_alarm_that_was_wrong_are_not_open()
    {
        await _talk.Turn("mend the till");
        await silo.Postgres.Run(
            $"""
            insert into v2.drift_events (session_id, turn_id, drift_type, detail, source)
            select session_id, id, 'user', 'it begins another matter', 'x'
            from v2.turns where session_id = '{_talk.Id}';
            insert into v2.persona_comments (persona_id, session_id, turn_id, turn_num, comment, rating, rated_at)
            select p.id, t.session_id, t.id, t.turn_num, 'left', 'wrong', now() from v2.personas p, v2.turns t
            where p.name = 'Cop' and t.session_id = '{_talk.Id}'
            on conflict (persona_id, session_id, turn_num) do update set rating = 'wrong'
            """
        );

        Assert.DoesNotContain(
            "it begins another matter",
            await _talk.Command("checkin", "Cop"),
            StringComparison.Ordinal
        );
    }

    private Task<JsonObject> Call(string name, string tool, object input) =>
        _talk.Hook(
            name,
            ("tool_name", tool),
            ("tool_use_id", $"toolu_{tool}"),
            ("tool_input", input),
            ("error", "exit 2")
        );

    private async Task Persona(string name)
    {
        await _talk.Command("persona", $"create {name} 🔧 \"APIs\"");
        await silo.Refresh();
    }
}
