using System.Collections.Immutable;
using Brain.Domain.Decisions;
using Brain.Domain.Text;

namespace Brain.Domain.Knowledge;

/// <summary>What was learnt on a session's project.</summary>
/// <param name="Learnt">The most important first, at most 5. Source: <c>v2.orient_knowledge</c>.</param>
internal sealed record KeptLearnings(ImmutableArray<KeptLearning> Learnt) : ISessionLines
{
    /// <inheritdoc/>
    public IEnumerable<string> Orientation =>
        (Learnt.IsDefault ? [] : Learnt).Select(learning =>
            DataMark.Line(DataMark.Session(learning.Session), learning.Label, learning.Text, ISessionLines.TextMax)
        );
}

/// <summary>A learning as a session hears it.</summary>
/// <param name="Text">What it says.</param>
/// <param name="Kind">mistake, decision, handoff and so on.</param>
/// <param name="Session">Where it was learnt, or null.</param>
public sealed record KeptLearning(string Text, string Kind, Guid? Session)
{
    /// <summary>Which it is; null from a silo of an older version.</summary>
    public Guid? Id { get; init; }

    /// <summary>Its project's folder; null from a silo of an older version.</summary>
    public string? Project { get; init; }

    /// <summary>When it was written or judged; null from a silo of an older version.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Files that it lists, beside those that its text names.</summary>
    public ImmutableArray<string> Files { get; init; } = [];

    /// <summary>What its files held when it was written or judged, a line each.</summary>
    public ImmutableArray<string> FilesSeen { get; init; } = [];

    /// <summary>How many of its files changed since, or are gone.</summary>
    public int FilesChanged { get; init; }

    /// <summary>What it is told as.</summary>
    public string Label =>
        Kind == "handoff" ? "Hand-off on this project"
        : FilesChanged == 0 ? $"Learnt on this project ({DataMark.Plain(Kind)})"
        : $"Learnt on this project ({DataMark.Plain(Kind)}; {FilesChanged} of its files changed since)";
}
