namespace Brain.Acceptance;

public sealed class CompactingTheConversation(BrainFixture brain) : AcceptanceTest(brain)
{
    private static readonly string[] Prompts =
    [
        "/purpose ship the parser",
        "/mode sparring",
        "SCRIPT:hello one",
        "/compact",
        "SCRIPT:two after",
    ];

    [Fact]
    public async Task Gives_the_model_purpose_and_mode_again()
    {
        await Converse(Prompts);

        var next = Place.Model.Requests[^1];
        Assert.Equal("two", next.Script);
        Assert.True(next.Says(FakeModelScripts.Summary), "The conversation was not compacted.");
        var text = next.Words.Split("SessionStart hook additional context:")[^1];
        Assert.NotEqual(next.Words, text);
        Assert.Contains("ship the parser", text, StringComparison.Ordinal);
        Assert.Contains("sparring", text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Adds_nothing_to_the_request_for_the_summary()
    {
        await Converse(Prompts);

        var request = Assert.Single(Place.Model.Requests, request => request.Script == "compact");
        Assert.DoesNotContain("Additional Instructions:\n", request.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("completed successfully:", Place.Model.Requests[^1].Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_written_to_the_audit_log_with_its_summary()
    {
        var session = await Converse(Prompts);

        var audit = await Mind.Rows.Audit(session);
        Assert.Contains(audit, row =>
            row["detail"]?.Contains(FakeModelScripts.Summary, StringComparison.Ordinal) == true
        );
        Assert.Equal(2, (await Mind.Rows.ClosedTurns(session, count: 2)).Length);
    }
}
