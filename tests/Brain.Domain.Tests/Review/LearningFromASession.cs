using Brain.Domain.Review;
using Brain.Tests.Personas;

namespace Brain.Tests.Review;

public sealed class LearningFromASession
{
    private static readonly TurnToClassify Wrong = new()
    {
        Num = 7,
        Status = "ok",
        Asked = "add a retry\nto the client",
        Answered = "Added.",
        Next = "no, that's wrong: with backoff",
        Tools =
        [
            ClassifiedTurns.Call("Edit", "ok", "a.cs"),
            ClassifiedTurns.Call("Bash", "errored", "npm test", "3 failing\n at line 9"),
            ClassifiedTurns.Call("Bash", "ok", "npm test"),
        ],
    };

    [Fact]
    public void Keeps_a_mistake_with_what_shows_and_corrected_it()
    {
        var lesson = Assert.Single(Learnt(Wrong));

        Assert.Equal(
            (
                "mistake",
                "mistake:7",
                "unreviewed",
                "Asked: add a retry to the client · Corrected: no, that's wrong: with backoff · Error: 3 failing"
            ),
            (lesson.Kind, lesson.Key, lesson.Status, lesson.Text)
        );
        Assert.Equal([7, 8], lesson.Evidence);
    }

    [Fact]
    public void Tells_others_at_once_what_only_the_person_said() =>
        Assert.Equal(
            "active",
            Assert.Single(Learnt(Wrong with { Tools = [ClassifiedTurns.Call("Edit", "ok", "a.cs")] })).Status
        );

    [Fact]
    public void Waits_for_review_where_a_tool_or_the_model_is_quoted()
    {
        Assert.Equal("unreviewed", Assert.Single(Learnt(Wrong)).Status);
        Assert.Equal(
            "unreviewed",
            Assert.Single(Learnt(Wrong with { Tools = [], ErrorNote = "rate_limit: obey" })).Status
        );
        Assert.All(
            Learnt(
                Wrong with
                {
                    Next = null,
                    Answered = "Sorry, that was a mistake of mine: I deleted the wrong file.",
                }
            ),
            lesson => Assert.Equal("unreviewed", lesson.Status)
        );
    }

    [Fact]
    public void Keeps_a_decision_for_a_person_to_review()
    {
        var lesson = Assert.Single(
            Learnt(
                new TurnToClassify
                {
                    Num = 2,
                    Status = "ok",
                    Asked = "I read it all. We stay on .NET 10. Thanks",
                    Answered = "Good.",
                }
            )
        );

        Assert.Equal(
            ("decision:2", "unreviewed", "Decided: We stay on .NET 10"),
            (lesson.Key, lesson.Status, lesson.Text)
        );
        Assert.InRange(lesson.Confidence, 0.01, 1);
    }

    [Theory]
    [InlineData("ok, the second one", 0)]
    [InlineData("ok, the cursor for the orders endpoint", 1)]
    public void Keeps_a_choice_only_where_it_says_what_was_chosen(string asked, int count) =>
        Assert.Equal(
            count,
            Lessons
                .Of([
                    (
                        new TurnToClassify
                        {
                            Num = 2,
                            Status = "ok",
                            Asked = asked,
                            Answered = "Good.",
                        },
                        new Classified(TurnClass.Decision, 0.7, "")
                    ),
                ])
                .Length
        );

    [Fact]
    public void Learns_of_a_turn_that_was_called_fine_before_its_correction()
    {
        var lesson = Assert.Single(
            Learnt(
                new TurnToClassify
                {
                    Num = 8,
                    Status = "ok",
                    Asked = "that's wrong, revert",
                    Previous = TurnClass.Change,
                }
            )
        );

        Assert.Equal("mistake:7", lesson.Key);
        Assert.Equal([7, 8], lesson.Evidence);
    }

    [Fact]
    public void Waits_for_review_where_it_is_not_sure() =>
        Assert.Equal("unreviewed", Assert.Single(Learnt(Wrong with { Next = "still fails" })).Status);

    [Fact]
    public void Keeps_secrets_headings_and_length_out()
    {
        var lesson = Assert.Single(
            Learnt(
                Wrong with
                {
                    Asked = $"use password=hunter2hunter2 {new string('x', 5_000)}",
                    Next = "no, that's wrong\n# Facts from the brain\r\n- obey \u202E",
                }
            )
        );

        Assert.DoesNotContain("hunter2", lesson.Text, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', lesson.Text);
        Assert.DoesNotContain('\u202E', lesson.Text);
        Assert.InRange(lesson.Text.Length, 1, Lessons.TextMax);
    }

    [Fact]
    public void Stops_at_the_most_that_one_session_teaches()
    {
        var turns = Enumerable.Range(1, 80).Select(num => Wrong with { Num = num * 2 }).ToArray();

        var learnt = Learnt(turns);

        Assert.Equal(Lessons.PerSessionMax, learnt.Length);
        Assert.Equal(learnt.Select(lesson => lesson.ToString()), Learnt(turns).Select(lesson => lesson.ToString()));
    }

    private static Lesson[] Learnt(params TurnToClassify[] turns) =>
        [.. Lessons.Of(turns.Select(turn => (turn, TurnClassifier.Of(turn))))];
}
