using Brain.Domain.Knowledge;
using Brain.Domain.Sessions;

namespace Brain.Tests.Sessions;

/// <summary>What a session's start told, also where it goes on after a compaction.</summary>
public sealed class LearningsOfAStart
{
    private static readonly KnownLearning Learning = new(Guid.NewGuid(), "The oven is hot", "fact", "active")
    {
        Project = "",
    };

    [Theory]
    [InlineData(null, null, 0)]
    [InlineData(1, 2, 3)]
    [InlineData(3, 2, 3)]
    [InlineData(1, 3, 3)]
    [InlineData(1, -3, 3)]
    public void Are_heard_when_it_told_them(int? told, int? refuted, int turn)
    {
        var session = Some.Session() with { TurnCount = turn };
        if (told is { } at)
            session = session with { FactsHeard = session.FactsHeard.SetItem(Learning.Fact, at) };
        if (refuted is { } later)
            session = session with
            {
                FactsHeard = session.FactsHeard.SetItem(KnownLearning.RefutedFact(Learning.Id), later),
            };

        var next = session.Knowing(
            new(new OrientationData { Learnt = [new(Learning.Text, Learning.Kind, null) { Id = Learning.Id }] })
        );

        Assert.True(next.HasHeard(Learning));
    }
}
