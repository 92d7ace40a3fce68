using System.Globalization;
using System.Text;
using Brain.Domain.Text;
using Brain.Messages.Sessions;

namespace Brain.Domain.Knowledge;

/// <summary>
/// One row that bears on a question. Source: <c>sql/knowledge/find_evidence.sql</c>, and what a search finds.
/// </summary>
/// <param name="Kind">learning, comment, turn, document or decision.</param>
/// <param name="Id">The row.</param>
/// <param name="Session">Its session, or null.</param>
/// <param name="Turn">Its turn, or null.</param>
/// <param name="Text">What it says.</param>
/// <param name="Rank">How well the words fit, as Postgres ranks it.</param>
/// <param name="Importance">1 to 5 by a person, or null.</param>
/// <param name="Confidence">0 to 1 by a machine, or null.</param>
public sealed record Evidence(
    string Kind,
    Guid Id,
    Guid? Session,
    int? Turn,
    string Text,
    double Rank,
    short? Importance,
    float? Confidence
)
{
    /// <summary>A learning that no person looked at yet.</summary>
    public bool Unreviewed { get; init; }

    /// <summary>When it was written; the beginning of time where nobody knows.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>A learning that was tried and refuted: shown as such, never as advice.</summary>
    public bool Rejected { get; init; }

    /// <summary>The most characters that are told of what it says.</summary>
    public const int TextMax = 600;

    /// <summary>How an answer cites it: kind and the first eight digits of its row.</summary>
    public string Cite => $"{Kind} {Id.ToString()[..8]}";

    /// <summary>It as one line with what it weighs.</summary>
    public string ToText()
    {
        var text = new StringBuilder("[").Append(Cite);
        if (At != default)
            text.Append(" · ").Append(At.ToUniversalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        if (Session is { } session)
            text.Append(" · session ").Append(new SessionId(session).Short);
        if (Turn is { } turn)
            text.Append(" · turn ").Append(turn);
        if (Unreviewed)
            text.Append(" · unreviewed");
        if (Rejected)
            text.Append(" · tried and refuted, not to be followed");
        if (Importance is { } importance)
            text.Append(" · importance ").Append(importance);
        if (Confidence is { } confidence)
            text.Append(" · confidence ").Append(confidence.ToString("0.##"));
        var words = Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return text.Append("] ").Append(Redaction.Cut(string.Join(' ', words), TextMax)).ToString();
    }
}
