namespace Brain.Domain.Personas;

/// <summary>What the Auditor says when a session is closed.</summary>
public static class AuditWords
{
    /// <summary>What was written now, and what the session's turns were.</summary>
    public static string Told(this Audited audited)
    {
        var classes = audited.Classes.Count == 0 ? "" : $" In all: {string.Join(", ", audited.Classes.Select(one => $"{one.Value} {one.Key}"))}.";
        return audited is { Turns: 0, Rated: 0, Learnt: 0 }
            ? $"🧾 Auditor: nothing was left to do; the session is closed.{classes}"
            : $"🧾 Auditor: the session is closed. {Count(audited.Turns, "turn")} classified, {Count(audited.Rated, "comment")} rated, {Count(audited.Learnt, "learning")} kept.{classes}";
    }

    private static string Count(int count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";
}
