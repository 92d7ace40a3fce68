using System.Text.Json;

namespace Brain.Acceptance;

[Trait("Agents", "others")]
public sealed class ReplayingOtherAgents(AgentRecordings recordings, BrainFixture brain)
    : IClassFixture<AgentRecordings>,
        IDisposable
{
    // What each agent reads of an answer. Codex voids an answer for one more field; of its schemas, in the program
    // itself, these are what an answer of the brain's may say on each event.
    private static readonly Dictionary<string, string[]> Codex = new()
    {
        ["SessionStart"] = ["systemMessage", "hookSpecificOutput"],
        ["UserPromptSubmit"] = ["systemMessage", "decision", "reason", "hookSpecificOutput"],
        ["PreToolUse"] = ["systemMessage", "hookSpecificOutput"],
        ["PostToolUse"] = ["systemMessage", "hookSpecificOutput"],
        ["SubagentStart"] = ["systemMessage", "hookSpecificOutput"],
        ["Stop"] = ["systemMessage"],
        ["Interrupt"] = ["systemMessage"],
    };

    private static readonly string[] Output =
    [
        "hookEventName",
        "permissionDecision",
        "permissionDecisionReason",
        "additionalContext",
    ];

    private static readonly Dictionary<string, string[]> Others = new()
    {
        ["gemini"] = ["systemMessage", "decision", "reason", "hookSpecificOutput"],
        ["qwen"] = ["systemMessage", "decision", "reason", "hookSpecificOutput"],
        ["opencode"] = ["systemMessage", "refuse", "context"],
        ["copilot"] =
        [
            "additionalContext",
            "decision",
            "reason",
            "handled",
            "responseContent",
            "permissionDecision",
            "permissionDecisionReason",
        ],
    };

    public static TheoryData<string> Names => [.. AgentRecordings.Names];

    public static TheoryData<string> Written => [.. AgentRecordings.Written];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Is_answered_only_with_what_the_agent_knows(string name)
    {
        var replay = await Replayed(name);
        foreach (var one in replay.Events)
        {
            Assert.True(one.Answer.ExitCode == 0, $"{one.Name} exited {one.Answer.ExitCode}: {one.Answer.Error}");
            if (one.Answer.Output.Trim() is not { Length: > 0 } output)
                continue;
            var answer = JsonSerializer.Deserialize<JsonElement>(output);
            var known = replay.Agent == "codex" ? Codex.GetValueOrDefault(one.Name, []) : Others[replay.Agent];
            Assert.Subset(known.ToHashSet(), answer.EnumerateObject().Select(field => field.Name).ToHashSet());
            if (!answer.TryGetProperty("hookSpecificOutput", out var specific))
                continue;
            Assert.Subset(Output.ToHashSet(), specific.EnumerateObject().Select(field => field.Name).ToHashSet());
            Assert.Equal(one.Name, specific.GetProperty("hookEventName").GetString());
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Numbers_turns_without_gaps_and_tools_once(string name)
    {
        var replay = await Replayed(name);
        foreach (var id in replay.Sessions)
        {
            var session = await brain.Rows.Session(id);
            var turns = await brain.Rows.Turns(id);
            Assert.Equal(
                Enumerable.Range(1, turns.Length).Select(num => num.ToString()),
                turns.Select(turn => turn["turn_num"])
            );
            Assert.Equal(turns.Length.ToString(), session["turn_count"]);
            Assert.Equal(replay.Agent, session["source"]);
            Assert.Distinct((await brain.Rows.ToolCalls(id)).Select(call => call["tool_use_id"]));
        }
    }

    [Theory]
    [MemberData(nameof(Written))]
    public async Task Leaves_the_rows_that_a_person_wrote_down(string name)
    {
        var replay = await Replayed(name);

        Assert.Equal(AgentRecordings.Expected(name), await RowsAsText.Of(replay.Sessions, brain.Rows));
    }

    public void Dispose() => brain.TellOfAFailure();

    private Task<AgentReplay> Replayed(string name)
    {
        BrainFixture.Require();
        return recordings.Replayed(name);
    }
}
