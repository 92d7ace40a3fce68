using System.Collections.Immutable;
using Brain.Domain.Decisions;
using Brain.Domain.Text;
using Brain.Messages.Sessions;

namespace Brain.Domain.Sessions;

/// <summary>Who else works on a session's project.</summary>
/// <param name="Live">The most recent first, at most 5. Source: <c>v2.orient_sessions</c>.</param>
internal sealed record LiveSessions(ImmutableArray<LiveSession> Live) : ISessionLines
{
    private const int PurposeMax = 160;

    /// <inheritdoc/>
    public IEnumerable<string> Orientation =>
        (Live.IsDefault ? [] : Live).Select(other =>
            DataMark.Line(
                DataMark.Session(other.Session),
                "Another live session on this project",
                other.Purpose ?? "no purpose yet",
                PurposeMax
            ) + $" {other.Standing}"
        );
}

/// <summary>Another session on the same project.</summary>
/// <param name="Purpose">What it is for, or null.</param>
/// <param name="Mode">What it may do.</param>
/// <param name="Turns">Its turns so far.</param>
public sealed record LiveSession(string? Purpose, Mode Mode, int Turns)
{
    /// <summary>Which session; null where an older row of the answer does not say.</summary>
    public Guid? Session { get; init; }

    /// <summary>Files that both have changed of late, at most 3; null where there are none.</summary>
    public IReadOnlyList<string>? Shared { get; init; }

    /// <summary>What it may do and how far it is, after its purpose.</summary>
    public string Standing => $"({Mode.Word()}, {Turns} turns)";
}
