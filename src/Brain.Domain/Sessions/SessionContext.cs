using System.Collections.Immutable;
using Brain.Domain.Decisions;
using Brain.Domain.Drift;
using Brain.Domain.Knowledge;
using Brain.Domain.Personas;
using Brain.Domain.Pipelines;
using Brain.Domain.Rules;
using Brain.Domain.Tools;

namespace Brain.Domain.Sessions;

/// <summary>What a decision may read besides the session itself: a part of each capability.</summary>
public sealed record SessionContext
{
    /// <summary>Of somebody who configured nothing and has nothing.</summary>
    public static readonly SessionContext Default = new();

    /// <summary>What is configured about the project's sessions.</summary>
    public SessionSettings Settings { get; init; } = SessionSettings.Default;

    /// <summary>Who watches, and who can be spoken to.</summary>
    public PersonasContext Personas { get; init; } = PersonasContext.None;

    /// <summary>What the Cop does about drift.</summary>
    public DriftSettings Drift { get; init; } = DriftSettings.Default;

    /// <summary>What is late, and which calls move runs.</summary>
    public PipelinesContext Pipelines { get; init; } = PipelinesContext.None;

    /// <summary>What was learnt on the project, and what is known of calls like the event's.</summary>
    public KnowledgeContext Knowledge { get; init; } = KnowledgeContext.None;

    /// <summary>The person's own rules that are switched on for the project.</summary>
    public RulesContext Rules { get; init; } = RulesContext.None;

    /// <summary>What the tool call that is decided about would reach.</summary>
    public Surroundings Around { get; init; } = Surroundings.Unseen;

    /// <summary>What the parts tell under a turn.</summary>
    internal ImmutableArray<FooterFact> Footer => [.. Pipelines.Footer];
}
