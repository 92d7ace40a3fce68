using Brain.Domain.Text;
using Brain.Messages.Sessions;
using Brain.Messages.Text;

namespace Brain.Domain.Review;

/// <summary>What the Auditor says when a session is closed.</summary>
public static class ReviewText
{
    /// <summary>There is nothing to close.</summary>
    public static Receipt Unknown(SessionId session)
    {
        var message =
            $"The brain knows nothing of session {session}, so there is nothing to close. See: brain sessions --all";
        return new(message, new("session.unknown", message));
    }

    /// <summary>What was written now, and what the session's turns were.</summary>
    public static string ToText(this ReviewResult audited)
    {
        var classes =
            audited.Classes.Count == 0
                ? ""
                : $" In all: {string.Join(", ", audited.Classes.Select(one => Plural.Of(one.Value, one.Key)))}.";
        return audited is { Turns: 0, Rated: 0, Learnt: 0 }
            ? $"🧾 Auditor: nothing was left to do; the session is closed.{classes}"
            : $"🧾 Auditor: the session is closed. {Plural.Of(audited.Turns, "turn")} classified, "
                + $"{Plural.Of(audited.Rated, "comment")} rated, "
                + $"{Plural.Of(audited.Learnt, "learning")} kept.{classes}";
    }

    /// <summary>What was written of a session that goes on.</summary>
    public static string Reviewed(this ReviewResult audited) =>
        audited.Turns == 0
            ? "🧾 Auditor: no turn was left to classify; nothing was changed."
            : $"🧾 Auditor: {Plural.Of(audited.Turns, "turn")} classified, "
                + $"{Plural.Of(audited.Rated, "comment")} rated, "
                + $"{Plural.Of(audited.Learnt, "learning")} kept. Where the rules were sure, they decided.";

    /// <summary>What an agent says of turns; words that are no class are left out.</summary>
    public static IReadOnlyDictionary<int, TurnClass> Classes(SubmitReview message) =>
        message
            .Classes.Where(one => Enum.TryParse<TurnClass>(one.Value, ignoreCase: true, out _))
            .ToDictionary(one => one.Key, one => Enum.Parse<TurnClass>(one.Value, ignoreCase: true));

    /// <summary>
    /// What the next session on the project shall know of this one, as a learning of at most 500 characters: what was
    /// done, decided, left open, refused and failed, and how it ended; null when it had no turn that ended.
    /// </summary>
    public static string? HandOff(this SessionOutcome outcome, HandOff? last)
    {
        if (last is null)
            return null;
        string?[] parts =
        [
            $"Hand-off of session {last.SessionId.Short}, {last.Turn} turns: {last.Purpose ?? "no purpose"}",
            .. outcome.Parts(TextMax),
            last.Asked is { } asked ? $"last asked: {OneLine.Of(asked, TextMax)}" : null,
            (last.Error ?? last.Answered) is { } text ? $"last said: {OneLine.Of(text, PartMax)}" : null,
        ];
        return Redaction.Clean(OneLine.Of(string.Join(" · ", parts.OfType<string>()), Lessons.TextMax));
    }

    private const int PartMax = 140;
    private const int TextMax = 80;
}
