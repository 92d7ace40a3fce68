using Brain.Domain.Knowledge;

namespace Brain.Tests.Knowledge;

/// <summary>What is said when a person judged a learning.</summary>
public sealed class JudgingALearning
{
    [Theory]
    [InlineData("/home/me/site", "sessions on its project are told")]
    [InlineData(null, "of no project that is known: no session is told")]
    public void Says_whom_it_is_told(string? project, string told) =>
        Assert.Contains(told, LearningJudgement.ToText(Guid.NewGuid(), project, new("active", null, null)));
}
