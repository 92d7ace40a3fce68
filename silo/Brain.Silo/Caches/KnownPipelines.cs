using System.Collections.Concurrent;
using System.Collections.Immutable;
using Brain.Domain.Pipelines;
using Brain.Postgres.Pipelines;

namespace Brain.Silo.Caches;

/// <summary>
/// Pipelines as they are known at one time, and what each project's sessions make of them, worked out when they first
/// ask.
/// </summary>
/// <param name="Stored">What was read.</param>
/// <param name="Advances">Which calls move runs, by project.</param>
internal sealed record KnownPipelines(
    StoredPipelines Stored,
    ImmutableArray<(string? Project, string? Key, AdvanceRules Rules)> Advances
)
{
    /// <summary>Before the first reading.</summary>
    public static readonly KnownPipelines None = new(new([], [], new([], 0, null, 0, null)), []);

    /// <summary>What each project's sessions need to know.</summary>
    public ConcurrentDictionary<(string?, string?), PipelinesContext> Contexts { get; } = new();

    /// <summary>Whether no session needs to know anything.</summary>
    public bool IsEmpty => Stored.Late.IsEmpty && Advances.IsEmpty && Stored.Unsent.Ids.IsEmpty;

    /// <summary>What was read, understood.</summary>
    public static KnownPipelines Of(StoredPipelines stored) =>
        new(
            stored,
            [
                .. stored
                    .Watched.Select(one =>
                        (
                            one.Project,
                            one.ProjectKey,
                            Rules: AdvanceRules.Of(one.Pipeline, one.Definition, one.Name ?? "")
                        )
                    )
                    .Where(one => one.Rules is not null)
                    .Select(one => (one.Project, one.ProjectKey, one.Rules!)),
            ]
        );
}
