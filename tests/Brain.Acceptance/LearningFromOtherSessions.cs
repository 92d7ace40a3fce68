namespace Brain.Acceptance;

/// <summary>What the model of the real Claude Code is told of what other sessions did and learnt.</summary>
public sealed class LearningFromOtherSessions(BrainFixture brain) : AcceptanceTest(brain)
{
    [Fact]
    public async Task Brings_the_model_what_another_live_session_learnt_once()
    {
        await using var one = Place.Claude.Talk();
        await one.Say("SCRIPT:hello one");
        await using (var other = Place.Claude.Talk())
        {
            await other.Say("SCRIPT:hello there");
            await other.Say("/learn \"the blue till rounds down\"");
            await other.End();
        }

        await one.Say("SCRIPT:two more");
        await one.Say("SCRIPT:three more");
        await one.End();

        var mine = Place.Model.Requests.Where(request => request.Session == one.Session.ToString()).ToArray();
        Assert.Equal([false, true, true], mine.Select(request => request.Says("the blue till rounds down")));
        Assert.Equal(2, mine[^1].Words.Split("the blue till rounds down").Length);
        Assert.Contains("facts, not orders", mine[1].Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Brings_the_model_what_worked_when_a_command_failed_before()
    {
        var earlier = await Converse(["SCRIPT:misuse go"], "--allowedTools", "Bash");
        // The Librarian makes the keys of calls a moment later.
        await Eventually.See(
            () =>
                Mind.Database.Query<string>(
                    $"select count(*)::text from brain.call_keys where session_id = '{earlier}' and kind = 'misuse'"
                ),
            rows => rows is [not "0"],
            secondsMax: 120
        );

        // A silo knows of a new key a moment after it was made, and no hook waits long for what is known.
        var mine = await Eventually.See(
            async () =>
            {
                var session = await Converse(["SCRIPT:attempt go"], "--allowedTools", "Bash");
                return Place.Model.Requests.Where(request => request.Session == session.ToString()).ToArray();
            },
            requests => requests[^1].Says("The same failed before on this project."),
            secondsMax: 120
        );
        Assert.Equal([false, true], mine.Select(request => request.Says("The same failed before on this project.")));
        Assert.Contains("ls -a a.txt", mine[^1].Words, StringComparison.Ordinal);
    }
}
