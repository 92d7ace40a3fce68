using Brain.Domain.Text;
using Brain.Messages.Projects;
using Brain.Messages.Sessions;

namespace Brain.Domain.Sessions;

/// <summary>Which project a session is of: the one that it began in.</summary>
internal static class SessionProject
{
    /// <summary>The most characters of a folder; it is an entry of an index.</summary>
    public const int PathMax = ProjectFolder.LengthMax;

    /// <summary>
    /// The session in the folder of its event, where it has none or begins anew. Compaction and resuming start a
    /// session wherever the agent or the person has gone meanwhile; its project is where it began. A folder that has
    /// become part of a repository is that one's.
    /// </summary>
    public static Session In(this Session session, HookEvent hookEvent, Delivery delivery, bool begins)
    {
        // What is no whole path says of no folder.
        var told = delivery.Folder ?? (hookEvent.Cwd is ['/', ..] whole ? whole : null);
        var folder = Redaction.Clean(told, PathMax);
        if (folder is null)
            return session;
        if (session.Project is null or "" || begins)
            return session with { Project = folder, ProjectKey = Key(folder, delivery) };
        return delivery.ProjectKey is not null && folder == session.Project
            ? session with
            {
                ProjectKey = Key(folder, delivery),
            }
            : session;
    }

    private static string? Key(string folder, Delivery delivery) =>
        Redaction.Clean(delivery.ProjectKey, PathMax) ?? ProjectFolder.Of(folder);
}
