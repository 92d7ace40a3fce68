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
    /// <summary>What it is told as.</summary>
    public string Label =>
        Kind == "handoff" ? "Hand-off on this project" : $"Learnt on this project ({DataMark.Plain(Kind)})";
}
