using System.Text;
using Brain.Domain.Decisions;
using Brain.Domain.Text;
using Brain.Messages.Sessions;

namespace Brain.Domain.Sessions;

/// <summary>
/// How a session stands, for its own model that asks: what holds in the brain's words, what is kept as data.
/// </summary>
public static class SessionStanding
{
    /// <summary>Purpose, mode, what is left of the budget, and what a session hears at its start.</summary>
    public static string Of(SessionSummary session, OrientationData facts)
    {
        var text = new StringBuilder()
            .Append("Session ")
            .Append(session.Id)
            .Append(" (")
            .Append(session.Status)
            .Append(", ")
            .Append(session.Turns)
            .Append(session.Turns == 1 ? " turn)\n" : " turns)\n")
            .Append("Mode: ")
            .Append(session.Mode.Explain())
            .Append('\n')
            .Append(Budget(session))
            .Append('\n');
        if (session.Purpose is null)
            text.Append("Purpose: none declared yet.\n");
        string[] kept =
        [
            .. session.Purpose is { } purpose
                ? [DataMark.Line("person", "Purpose", purpose, ISessionLines.TextMax)]
                : Array.Empty<string>(),
            .. facts.Parts.SelectMany(part => part.Orientation),
        ];
        if (kept.Length > 0)
            text.Append(DataMark.Sentence).Append('\n').AppendJoin('\n', kept);
        return text.ToString().TrimEnd();
    }

    private static string Budget(SessionSummary session) =>
        session.Budget is { } cap
            ? $"Budget: {TokenAmount.Format(session.Tokens)} of {TokenAmount.Format(cap)} tokens used, "
                + $"{TokenAmount.Format(Math.Max(0, cap - session.Tokens))} left."
            : $"Budget: no cap; {TokenAmount.Format(session.Tokens)} tokens used.";
}
