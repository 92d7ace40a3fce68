namespace Brain.Acceptance;

/// <summary>
/// What a person types in the real Claude Code of pipelines, what its tools move, and what its model is told.
/// </summary>
public sealed class TalkingOfPipelines(BrainFixture brain) : AcceptanceTest(brain)
{
    [Fact]
    public async Task Costs_no_model_request()
    {
        await using var talk = Place.Claude.Talk();
        var started = await Told(talk, "/pipeline start groceries milk");
        var run = await Mind.Database.Query<string>(
            "select left(id::text, 8) from v2.pipeline_runs where project_path = $1",
            Place.Claude.Project
        );
        // Other tests have runs of it too, so this one is named.
        var reached = await Told(talk, $"/pipeline reach {Assert.Single(run)} captured");
        await talk.End();

        Assert.Contains("groceries \"milk\"", started, StringComparison.Ordinal);
        Assert.Contains("began. Next is 'captured', due ", started, StringComparison.Ordinal);
        Assert.Contains("'captured' is reached. Next is 'bought', due ", reached, StringComparison.Ordinal);
        Assert.Empty(Place.Model.Requests);
        Assert.Empty(await Mind.Rows.Turns(talk.Session));
        Assert.Equal(
            [$"milk {talk.Session} claude-code"],
            await Mind.Database.Query<string>(
                "select concat_ws(' ', subject, session_id, source) from v2.pipeline_runs where project_path = $1",
                Place.Claude.Project
            )
        );
        Assert.Equal(["need reached", "captured reached"], await Events());
    }

    [Fact]
    public async Task Names_a_run_by_its_pipeline()
    {
        var name = await Define("  - name: wanted\n  - name: had\n    within: 1h\n");
        await using var talk = Place.Claude.Talk();
        await talk.Say($"/pipeline start {name} milk");

        Assert.Contains(
            "'had' is reached. Every link is done.",
            await Told(talk, $"/pipeline reach {name} had"),
            StringComparison.Ordinal
        );
        await talk.End();
        Assert.Empty(Place.Model.Requests);
    }

    [Fact]
    public async Task Is_moved_by_the_agents_tools()
    {
        var name = await Define(
            """
              - name: begun
              - name: written
                within: 1h
                advance:
                  - tool: Write|Edit
                    path: '*b.txt'
              - name: read
                within: 1h
                advance:
                  - tool: Bash
                    pattern: 'cat (?<subject>\w+)\.txt'

            """
        );
        await using var talk = Place.Claude.Talk("--permission-mode", "acceptEdits", "--allowedTools", "Bash");
        await talk.Say($"/pipeline start {name} b");
        await talk.Say("SCRIPT:all steps");
        await talk.End();

        var events = await Eventually.See(Events, events => events.Length == 3);
        Assert.Equal(["begun reached", "written reached", "read reached"], events);
        Assert.Equal(
            [$"done b"],
            await Mind.Database.Query<string>(
                "select concat_ws(' ', status, subject) from v2.pipeline_runs where project_path = $1",
                Place.Claude.Project
            )
        );
        Assert.Equal(
            [$"{talk.Session} claude-code"],
            await Mind.Database.Query<string>(
                "select distinct concat_ws(' ', e.session_id, e.source) from v2.invariant_events e join "
                    + "v2.pipeline_runs r on r.id = e.run_id where r.project_path = $1 and e.place > 1",
                Place.Claude.Project
            )
        );
    }

    [Fact]
    public async Task Tells_the_next_sessions_model_what_is_late()
    {
        var name = await Define("  - name: wanted\n  - name: had\n    within: 1s\n");
        await Converse([$"/pipeline start {name} milk"]);
        var late = await Eventually.See(Events, events => events.Length == 2);
        Assert.Equal(["wanted reached", "had broken"], late);

        await Converse(["SCRIPT:hello one"]);

        Assert.Matches(
            $$"""┃ \[run [0-9a-f]{8}\] Late: {{name}} "milk": 'had' is late since .* UTC, told by Librarian\. When it is there, the person says so: /pipeline reach [0-9a-f]{8} had""",
            Assert.Single(Place.Model.Requests, request => request.Script == "hello").Words
        );
    }

    private async Task<string> Told(ClaudeCodeTalk talk, string text)
    {
        var before = talk.Notices.Count;
        return (await talk.Say(text)).Text + string.Concat(talk.Notices.Skip(before));
    }

    // The brain is one for all tests of this class, and a name is one pipeline's.
    private async Task<string> Define(string links)
    {
        var name = "p" + string.Concat(Place.Claude.Project.Where(char.IsAsciiHexDigitLower).TakeLast(12));
        var defined = await Mind.Client(["pipeline", "define", "-"], $"name: {name}\ntell: Librarian\nlinks:\n{links}");
        Assert.True(defined.ExitCode == 0, defined.Error);
        return name;
    }

    private Task<string[]> Events() =>
        Mind.Database.Query<string>(
            "select concat_ws(' ', e.link, e.status) from v2.invariant_events e join v2.pipeline_runs r on r.id "
                + "= e.run_id where r.project_path = $1 order by e.place, e.created_at",
            Place.Claude.Project
        );
}
