using System.Text.RegularExpressions;

namespace Brain.Acceptance;

public sealed partial class AToolThatFails(BrainFixture brain) : AcceptanceTest(brain)
{
    [Fact]
    public async Task Brings_the_model_one_nudge_for_two_failures()
    {
        var session = await Converse(["SCRIPT:failtwice go"], "--allowedTools", "Bash");

        var nudges = Place.Model.Requests.Select(request => Nudge().Count(request.Words));
        Assert.Equal([0, 1, 1], nudges);
        Assert.Equal(["errored", "errored"], (await Mind.Rows.ToolCalls(session)).Select(call => call["status"]));
    }

    [GeneratedRegex(
        "PostToolUseFailure:Bash hook additional context",
        RegexOptions.None,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Nudge();
}
