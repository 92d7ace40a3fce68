using System.Text.Json;

namespace Brain.Acceptance;

public sealed class ReplayingRecordedSessions(Recordings recordings, BrainFixture brain)
    : IClassFixture<Recordings>,
        IDisposable
{
    // hooks.md, "JSON output": what Claude Code reads of an answer.
    private static readonly string[] AnswerFields =
    [
        "continue",
        "stopReason",
        "suppressOutput",
        "systemMessage",
        "decision",
        "reason",
        "hookSpecificOutput",
    ];

    private static readonly string[] OutputFields =
    [
        "hookEventName",
        "permissionDecision",
        "permissionDecisionReason",
        "additionalContext",
        "suppressOriginalPrompt",
        "sessionTitle",
        "updatedInput",
    ];

    public static TheoryData<string> Names => [.. Recordings.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Is_answered_only_with_what_Claude_Code_knows(string name)
    {
        foreach (var one in (await Replayed(name)).Events)
        {
            Assert.True(one.Answer.ExitCode == 0, $"{one.Name} exited {one.Answer.ExitCode}: {one.Answer.Error}");
            if (one.Name is "PreCompact" or "PostCompact")
                Assert.Empty(one.Answer.Output + one.Answer.Error);
            else if (one.Answer.Output.Trim() is { Length: > 0 } output)
                IsAnswer(one.Name, JsonSerializer.Deserialize<JsonElement>(output));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Numbers_turns_without_gaps_and_tools_once(string name)
    {
        foreach (var id in (await Replayed(name)).Sessions)
        {
            var session = await brain.Rows.Session(id);
            var turns = await brain.Rows.Turns(id);
            Assert.Equal(
                Enumerable.Range(1, turns.Length).Select(num => num.ToString()),
                turns.Select(turn => turn["turn_num"])
            );
            Assert.Equal(turns.Length.ToString(), session["turn_count"]);
            Assert.Distinct((await brain.Rows.ToolCalls(id)).Select(call => call["tool_use_id"]));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Leaves_the_rows_that_a_person_wrote_down(string name)
    {
        var replay = await Replayed(name);

        Assert.Equal(Recordings.Expected(name), await RowsAsText.Of(replay.Sessions, brain.Rows));
    }

    public void Dispose() => brain.TellOfAFailure();

    private static void IsAnswer(string name, JsonElement answer)
    {
        Assert.Subset(AnswerFields.ToHashSet(), answer.EnumerateObject().Select(field => field.Name).ToHashSet());
        if (!answer.TryGetProperty("hookSpecificOutput", out var output))
            return;
        Assert.Subset(OutputFields.ToHashSet(), output.EnumerateObject().Select(field => field.Name).ToHashSet());
        Assert.Equal(name, output.GetProperty("hookEventName").GetString());
    }

    private Task<ReplayedRecording> Replayed(string name)
    {
        BrainFixture.Require();
        return recordings.Replayed(name);
    }
}
