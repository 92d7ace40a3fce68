using Brain.Domain.Pipelines;
using Brain.Domain.Text;
using Brain.Messages.Sessions;

namespace Brain.Domain.Sessions;

/// <summary>
/// What a person sees when a session begins or goes on, in at most three lines: what holds, the last hand-off, and who
/// else is at work here and what is late. Silent when there is nothing.
/// </summary>
public static class StartNote
{
    private const int HandOffMax = 220;
    private const int PurposeMax = 60;
    private const int LiveMax = 2;
    private const int FilesMax = 2;
    private const int LateMax = 2;

    /// <summary>The answer with these lines.</summary>
    /// <param name="session">As it is after the commit.</param>
    /// <param name="answer">What is said already.</param>
    /// <param name="source">startup, resume, clear, compact or fork.</param>
    /// <param name="facts">What the commit brought back.</param>
    public static SessionAnswer SayWhereItStands(
        this Session session,
        SessionAnswer answer,
        string? source,
        OrientationData facts
    )
    {
        // After compaction the person has seen it; after /clear and a fork a line says what came along.
        if (source == "compact")
            return answer;
        var goesOn = source is "clear" or "fork";
        string?[] lines =
        [
            answer.Message,
            goesOn || !session.HoldsSomething() ? null : $"🪑 Session Boss: {session.Terms()}",
            goesOn ? null : HandOff(facts),
            Here(session, facts),
        ];
        var text = string.Join('\n', lines.OfType<string>());
        return text.Length == 0 ? answer : answer with { Message = Redaction.Cut(text, SessionAnswer.TextMax) };
    }

    private static bool HoldsSomething(this Session session) =>
        session is not { Purpose: null, BudgetCap: null, BudgetUsd: null, Mode: Mode.Execution };

    private static string? HandOff(OrientationData facts) =>
        facts.Learnt.IsDefault || facts.Learnt.FirstOrDefault(one => one.Kind == "handoff") is not { } last
            ? null
            : $"📚 Librarian: {OneLine.Of(last.Text, HandOffMax)}";

    private static string? Here(Session session, OrientationData facts)
    {
        var live = facts.Live.IsDefault ? [] : facts.Live;
        var late = facts.Late.IsDefault ? [] : facts.Late;
        string[] parts =
        [
            .. live.Take(LiveMax).Select(other => Neighbour(session, other)),
            .. live.Length > LiveMax ? [$"{live.Length - LiveMax} more sessions here"] : Array.Empty<string>(),
            .. late.Take(LateMax).Select(run => $"late: {run.ToText()}"),
            .. late.Length > LateMax ? [$"{late.Length - LateMax} more runs are late"] : Array.Empty<string>(),
        ];
        return parts.Length == 0 ? null : $"👥 {string.Join(" · ", parts)}";
    }

    private static string Neighbour(Session session, LiveSession other)
    {
        var shared = (other.Shared ?? []).Select(file => Short(session, file)).ToArray();
        var both = shared.Length == 0 ? "" : $", you both edit {string.Join(", ", shared.Take(FilesMax))}";
        return $"{DataMark.Session(other.Session)} is at work here: "
            + $"{OneLine.Of(other.Purpose ?? "no purpose yet", PurposeMax)} {other.Standing}{both}";
    }

    private static string Short(Session session, string file) =>
        OneLine.Of(
            session.Project is { } root && file.StartsWith(root + "/", StringComparison.Ordinal)
                ? file[(root.Length + 1)..]
                : file,
            PurposeMax
        );
}
