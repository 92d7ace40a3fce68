using Brain.Domain.Knowledge;
using Brain.Domain.Personas;
using Brain.Messages.Personas;

namespace Brain.Tests.Knowledge;

public sealed class CollatingReplies
{
    [Fact]
    public void Says_once_what_many_say() =>
        Assert.Equal(
            """
            📣 what first?

            🔧 Kim, 🔧 Max:
            Tests.

            🔧 Lea:
            Types.
            """,
            BroadcastSummary
                .Collate(
                    "what first?",
                    [Says("Kim", "APIs", "Tests."), Says("Lea", "APIs", "Types."), Says("Max", "Docs", "Tests.")]
                )
                .Text
        );

    [Fact]
    public void Names_all_who_failed_alike_together()
    {
        var done = BroadcastSummary.Collate(
            "what first?",
            [
                Says("Kim", "APIs", "Busy.", AnswerOutcome.Failed),
                Says("Lea", "APIs", "Gone.", AnswerOutcome.Failed),
                Says("Max", "Docs", "Busy.", AnswerOutcome.Failed),
            ]
        );

        Assert.Equal("📣 what first?\n\nFailed: Kim, Max: Busy.\n\nFailed: Lea: Gone.", done.Text);
        Assert.Equal(["Kim", "Lea", "Max"], done.Failed);
    }

    private static (Persona Persona, PersonaAnswer? Answer) Says(
        string name,
        string job,
        string text,
        AnswerOutcome outcome = AnswerOutcome.Answered
    ) =>
        (
            new()
            {
                Id = Guid.NewGuid(),
                Name = name,
                Emoji = "🔧",
                Job = job,
            },
            new(text, [], outcome)
        );
}
