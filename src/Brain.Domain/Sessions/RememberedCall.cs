using System.Collections.Immutable;
using Brain.Domain.Tools;

namespace Brain.Domain.Sessions;

/// <summary>A tool call that a session was told of, by what tells it from another of the same id.</summary>
/// <param name="Key">Under which id it is kept.</param>
/// <param name="Turn">In which turn it began; null when none is known.</param>
/// <param name="Prompt">The prompt of that turn, or null.</param>
/// <param name="Tool">The tool's name.</param>
/// <param name="AgentId">The sub-agent that makes it, or null.</param>
/// <param name="Digests">SHA-256 of its inputs: before the call, and after it where the tool added to them.</param>
/// <param name="Status">How far it got.</param>
public sealed record RememberedCall(
    string Key,
    int? Turn,
    Guid? Prompt,
    string? Tool,
    string? AgentId,
    ImmutableArray<string?> Digests,
    ToolStatus Status
)
{
    /// <summary>Calls of one id that a session remembers, newest last.</summary>
    public const int PerIdMax = 32;

    /// <summary>Ids that a session remembers from turn to turn.</summary>
    public const int IdsMax = 1_024;

    /// <summary>
    /// Whether it may be the call of an input; one that was only read of has an input of other bytes.
    /// </summary>
    public bool Has(string? digest) => Digests.Contains(digest) || Digests.Contains(null);

    /// <summary>Calls by the agent's own id, in their order.</summary>
    public static ImmutableDictionary<string, ImmutableArray<RememberedCall>> ById(IEnumerable<RememberedCall> calls) =>
        calls
            .GroupBy(call => ToolCallKey.Own(call.Key), StringComparer.Ordinal)
            .ToImmutableDictionary(
                id => id.Key,
                id => id.TakeLast(PerIdMax).ToImmutableArray(),
                StringComparer.Ordinal
            );
}
