using System.Collections.Immutable;
using Brain.Domain.Decisions;
using Brain.Domain.Knowledge;
using Brain.Domain.Personas;
using Brain.Domain.Pipelines;
using Brain.Domain.Skills;
using Brain.Messages.Pipelines;

namespace Brain.Domain.Sessions;

/// <summary>
/// What the rest of the brain knows that a session should hear: rows of each capability, which say themselves how they
/// are told. Source: <c>v2.orientation</c>, in the same commit; a silo of another version may say more or less.
/// </summary>
public sealed record OrientationData
{
    /// <summary>Active personas, as emoji and name.</summary>
    public ImmutableArray<string> Personas { get; init; } = [];

    /// <summary>Runs of this project, or of none, whose link is late.</summary>
    public ImmutableArray<RunSummary> Late { get; init; } = [];

    /// <summary>Active learnings of this project.</summary>
    public ImmutableArray<KeptLearning> Learnt { get; init; } = [];

    /// <summary>Trusted skills that fit what sessions on this project are about.</summary>
    public ImmutableArray<SuggestedSkill> Skills { get; init; } = [];

    /// <summary>Other live sessions on this project.</summary>
    public ImmutableArray<LiveSession> Live { get; init; } = [];

    /// <summary>In the order in which they are told.</summary>
    internal IEnumerable<ISessionLines> Parts =>
        [
            new ActivePersonas(Personas),
            new BrokenRuns(Late),
            new KeptLearnings(Learnt),
            new SkillSuggestions(Skills),
            new LiveSessions(Live),
        ];
}
