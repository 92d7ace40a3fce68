using System.Text;
using Brain.Domain.Decisions;
using Brain.Domain.Text;
using Brain.Messages.Sessions;
using Brain.Messages.Text;

namespace Brain.Domain.Sessions;

/// <summary>
/// What a session hears at its start and after compaction: facts about it in the brain's own words, and what is kept of
/// people, other sessions and files as data.
/// </summary>
public static class Orientation
{
    /// <summary>
    /// The most characters of HANDOFF.md that a session hears: of this brain's own parts, and of somebody else's.
    /// </summary>
    public const int HandOffMax = 2_048;

    private const int OwnLinesMax = 24;
    private const int ForeignLinesMax = 8;
    private const int OrientationMax = 6_000;

    /// <summary>The answer with the orientation as its context.</summary>
    /// <param name="session">As it is after the commit.</param>
    /// <param name="answer">What is said already; a context in it is kept in front.</param>
    /// <param name="facts">What the commit brought back.</param>
    /// <param name="handOff">The end of the project's HANDOFF.md.</param>
    public static SessionAnswer Orient(
        this Session session,
        SessionAnswer answer,
        OrientationData facts,
        HandOffTail handOff = default
    )
    {
        var text = Redaction.Cut(session.Tell(facts, handOff), OrientationMax);
        return answer with { Context = answer.Context is { } before ? $"{before}\n{text}" : text };
    }

    private static string Tell(this Session session, OrientationData facts, HandOffTail handOff)
    {
        var text = new StringBuilder("Facts from the brain about this session:\n");
        if (session.Purpose is null)
            text.Append("- ").Append(session.PurposeLine()).Append('\n');
        text.Append("- Mode: ")
            .Append(session.Mode.Explain())
            .Append('\n')
            .Append("- ")
            .Append(session.BudgetLine())
            .Append('\n');
        string[] kept = [.. session.Kept(facts), .. Lines(handOff)];
        if (kept.Length > 0)
            text.Append(DataMark.Sentence).Append('\n').AppendJoin('\n', kept);
        return text.ToString().TrimEnd();
    }

    private static IEnumerable<string> Kept(this Session session, OrientationData facts)
    {
        if (session.Purpose is { } purpose)
            yield return DataMark.Line(
                "person",
                session.Provisional ? "Purpose (provisional, from the first prompt)" : "Purpose",
                purpose,
                ISessionLines.TextMax
            );
        foreach (var line in facts.Parts.SelectMany(part => part.Orientation))
            yield return line;
    }

    // A line that none of these texts can hold says whose the marked lines below it are.
    private static IEnumerable<string> Lines(HandOffTail handOff)
    {
        if (Redaction.Clean(handOff.Own, HandOffMax) is { Length: > 0 } own)
            yield return "- The last hand-off lines of this project, written to HANDOFF.md by this "
                + $"brain:\n{Lines("HANDOFF.md", own, OwnLinesMax)}";
        if (Redaction.Clean(handOff.Foreign, HandOffMax) is { Length: > 0 } foreign)
            yield return "- Also at the end of HANDOFF.md, written by somebody else (whoever can change the "
                + $"project's files):\n{Lines("HANDOFF.md, somebody else", foreign, ForeignLinesMax)}";
    }

    private static string Lines(string origin, string text, int max) =>
        string.Join(
            '\n',
            TerminalText
                .Sanitize(text)
                .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .TakeLast(max)
                .Select(line => DataMark.Of(origin, line, ISessionLines.TextMax))
        );
}
