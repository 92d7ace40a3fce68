using System.Collections.Immutable;
using Brain.Domain.Knowledge.Recall;

namespace Brain.Domain.Knowledge;

/// <summary>
/// What a project's sessions need to know of what was learnt. Part of <see cref="Sessions.SessionContext"/>.
/// </summary>
public sealed record KnowledgeContext
{
    /// <summary>While nothing was learnt.</summary>
    public static readonly KnowledgeContext None = new();

    /// <summary>What a person configured.</summary>
    public KnowledgeSettings Settings { get; init; } = KnowledgeSettings.Default;

    /// <summary>What was learnt on the project.</summary>
    public ProjectLearnings Learnings { get; init; } = ProjectLearnings.None;

    /// <summary>Earlier calls that the event's own may be like, the newest first.</summary>
    public ImmutableArray<RecalledCall> Recalled { get; init; } = [];
}
