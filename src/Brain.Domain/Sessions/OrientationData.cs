using System.Collections.Immutable;
using Brain.Messages.Pipelines;
using Brain.Messages.Sessions;

namespace Brain.Domain.Sessions;

/// <summary>What a committed change brings back.</summary>
/// <param name="Facts">What an orientation tells, when the change asked for it.</param>
/// <param name="TokensTotal">Tokens of the session's turns, in and out, when the change told of usage.</param>
/// <param name="Repeated">It was a delivery from the spool that was written before; nothing was written now.</param>
public sealed record Committed(OrientationData? Facts = null, long? TokensTotal = null, bool Repeated = false)
{
    /// <summary>Written, and nothing more to say.</summary>
    public static readonly Committed Plainly = new();
}

/// <summary>
/// What the rest of the brain knows that a session should hear. Source: <c>v2.orientation</c>, in the same commit.
/// </summary>
/// <param name="Personas">Active personas, as emoji and name.</param>
/// <param name="Live">Other live sessions on this project, most recent first, at most 5.</param>
/// <param name="Learnt">Active learnings of this project, most important first, at most 5.</param>
public sealed record OrientationData(
    ImmutableArray<string> Personas,
    ImmutableArray<LiveSession> Live,
    ImmutableArray<KeptLearning> Learnt
)
{
    /// <summary>Runs of this project, or of none, whose link is late: the newest first, at most 5.</summary>
    public ImmutableArray<RunSummary> Late { get; init; } = [];
}

/// <summary>Another session on the same project.</summary>
/// <param name="Purpose">What it is for, or null.</param>
/// <param name="Mode">What it may do.</param>
/// <param name="Turns">Its turns so far.</param>
public sealed record LiveSession(string? Purpose, Mode Mode, int Turns)
{
    /// <summary>Which session; null where an older row of the answer does not say.</summary>
    public Guid? Session { get; init; }

    /// <summary>What it may do and how far it is, after its purpose.</summary>
    public string Standing => $"({Mode.Word()}, {Turns} turns)";
}

/// <summary>A learning as a session hears it.</summary>
/// <param name="Text">What it says.</param>
/// <param name="Kind">mistake, decision, handoff and so on.</param>
/// <param name="Session">Where it was learnt, or null.</param>
public sealed record KeptLearning(string Text, string Kind, Guid? Session)
{
    /// <summary>What it is told as.</summary>
    public string Label =>
        Kind == "handoff" ? "Hand-off on this project" : $"Learnt on this project ({SessionWords.Plain(Kind)})";
}
