using Brain.Domain.Tools;
using Brain.Messages.Commands;
using Brain.Messages.Sessions;

namespace Brain.Domain.Sessions;

/// <summary>How a session becomes its row.</summary>
internal static class SessionRows
{
    /// <summary>A change that writes nothing yet.</summary>
    /// <param name="session">Whose.</param>
    /// <param name="now">When.</param>
    /// <param name="by">Who makes it; null for what comes of the session's own agent.</param>
    public static SessionChange Nothing(this Session session, DateTimeOffset now, Caller? by = null) =>
        new()
        {
            SessionId = session.Id,
            At = now,
            Source = by?.Source ?? session.Source,
            Caller = by,
        };

    /// <summary>The session's own columns as they shall be.</summary>
    public static SessionRow Row(
        this Session session,
        string? transcript = null,
        string? model = null,
        string? endReason = null,
        string? agentSession = null
    ) =>
        new()
        {
            Status = session.Status switch
            {
                SessionStatus.Ended => "ended",
                SessionStatus.Abandoned => "abandoned",
                SessionStatus.Archived => "archived",
                _ => "active",
            },
            ProjectPath = session.Project,
            ProjectKey = session.ProjectKey,
            Purpose = session.Purpose,
            Mode = session.Mode.Word(),
            BudgetCap = session.BudgetCap,
            BudgetUsd = session.BudgetUsd,
            Metadata = new(
                session.Provisional,
                session.Hard,
                session.Warned,
                transcript,
                model,
                endReason,
                session.Process,
                agentSession,
                session.Muted
            )
            {
                Unshown = session.Unshown,
                Machine = session.Machine,
                SpendWarned = session.SpendWarned.IsEmpty ? null : session.SpendWarned,
            },
        };

    /// <summary>The status as the database writes it.</summary>
    public static string Word(this ToolStatus status) =>
        status switch
        {
            ToolStatus.Started => "started",
            ToolStatus.Interrupted => "interrupted",
            ToolStatus.Denied => "denied",
            ToolStatus.Errored => "errored",
            _ => "ok",
        };
}
