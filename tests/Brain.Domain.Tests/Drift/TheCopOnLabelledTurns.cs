using Brain.Domain.Drift;
using Brain.Tests.Personas;

namespace Brain.Tests.Drift;

/// <summary>
/// How well the Cop judges turns that a person judged, each by itself. The figures are in the test's output. The
/// held-out part was written and committed before there was anything to tune, and is not to be tuned on: a change that
/// wants a better figure adds turns to the tuning part.
/// </summary>
public sealed class TheCopOnLabelledTurns(ITestOutputHelper output)
{
    [Theory]
    [InlineData(DriftKind.Ai, 0.9, 0.9)]
    [InlineData(DriftKind.User, 0.8, 0.9)]
    public void Is_right_and_sees_most_on_the_held_out_part(DriftKind kind, double precisionMin, double recallMin)
    {
        var (precision, recall, line) = LabelledTurns.HeldOut.Figures(kind);
        output.WriteLine($"held out, {line}; tuned on, {LabelledTurns.Tuning.Figures(kind).Line}");

        Assert.True(
            precision >= precisionMin && recall >= recallMin,
            $"{line}; expected at least {precisionMin} and {recallMin}."
        );
    }

    [Theory]
    [InlineData(DriftKind.Ai, 0.8, 0.7)]
    [InlineData(DriftKind.User, 0.75, 0.9)]
    public void Is_no_worse_than_it_was_on_the_hard_part(DriftKind kind, double precisionMin, double recallMin)
    {
        var (precision, recall, line) = LabelledTurns.Hard.Figures(kind);
        output.WriteLine($"hard, {line}");

        Assert.True(
            precision >= precisionMin && recall >= recallMin,
            $"{line}; expected at least {precisionMin} and {recallMin}."
        );
    }

    [Fact]
    public void Has_enough_turns_of_each_label() =>
        Assert.All([LabelledTurns.HeldOut, LabelledTurns.Tuning], part =>
            Assert.All((string[])["ai", "user", "none"], label =>
                Assert.True(part.Count(turn => turn.Label == label) >= 12)
            )
        );

    [Fact]
    public void Keeps_the_parts_apart() =>
        Assert.Empty(
            LabelledTurns
                .HeldOut.Select(turn => turn.Purpose)
                .Intersect(LabelledTurns.Tuning.Select(turn => turn.Purpose))
        );
}
