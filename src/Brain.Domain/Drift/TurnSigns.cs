using System.Collections.Immutable;
using Brain.Domain.Watching;
using Brain.Messages.Sessions;

namespace Brain.Domain.Drift;

/// <summary>
/// What the Cop sees of a turn that ended. Source: the session and the turn's rows, redacted as they are stored.
/// </summary>
public sealed record TurnSigns
{
    /// <summary>1-based place in the session.</summary>
    public required int Num { get; init; }

    /// <summary>What the session is for, or null.</summary>
    public string? Purpose { get; init; }

    /// <summary>The purpose was taken from the first prompt; nobody declared it.</summary>
    public bool Provisional { get; init; }

    /// <summary>What the agent may do.</summary>
    public Mode Mode { get; init; }

    /// <summary>The folder it works in, absolute, or null when unknown: nothing is outside then.</summary>
    public string? Project { get; init; }

    /// <summary>What the person said, or null when nobody typed it.</summary>
    public string? Asked { get; init; }

    /// <summary>What the assistant said last, or null.</summary>
    public string? Answered { get; init; }

    /// <summary>What it did; the first <see cref="ToolCall.PerTurnMax"/> are looked at.</summary>
    public ImmutableArray<ToolCall> ToolCalls { get; init; } = [];

    /// <summary>
    /// Marks (<see cref="TurnEvidence.Marks"/>) of what the person said belongs here, from dismissals known elsewhere.
    /// </summary>
    public ImmutableArray<string> Accepted { get; init; } = [];

    /// <summary>How likely its words mean drift; null as long as nobody embedded them.</summary>
    public DriftLikelihood? Likely { get; init; }
}
