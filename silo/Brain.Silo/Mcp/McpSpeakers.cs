using System.ComponentModel;
using System.Diagnostics;
using Brain.Messages.Sessions;
using Brain.Postgres.Mcp;
using Brain.Postgres.Sessions;
using Brain.Silo.Security;

namespace Brain.Silo.Mcp;

/// <summary>
/// Tells which session an MCP client is of. What a request says of itself counts for nothing: the agent's process that
/// the client comes of told its session when that began.
/// </summary>
internal sealed class McpSpeakers(McpStore store, SessionStore sessions, Callers callers)
{
    private const string Source = "mcp";

    /// <summary>Who is on the other side.</summary>
    public async Task<McpSpeaker> Of(HttpContext context)
    {
        var by = await callers.Of(context);
        var session = await Session(Peer.Of(context).Process, context.RequestAborted) ?? by.Session;
        return new(
            by with
            {
                Source = Source,
                Agent = by.Agent ?? Source,
                Session = session,
            },
            session is { } id ? await sessions.Find(id, context.RequestAborted) : null
        );
    }

    private async Task<SessionId?> Session(int? process, CancellationToken stop)
    {
        if (process is not { } client || client == Environment.ProcessId)
            return null;
        int[] line = [.. ProcessTree.Upwards(client)];
        var known = await store.Sessions(line, stop);
        return line.Join(known, one => one, found => found.Process, (_, found) => found)
            .Where(found => Began(found.Process) is { } began && began <= found.SeenAt)
            .Select(found => (SessionId?)found.Session)
            .FirstOrDefault();
    }

    // A number that was given anew is of a process that began after the session's last word.
    private static DateTimeOffset? Began(int process)
    {
        try
        {
            using var found = Process.GetProcessById(process);
            return new DateTimeOffset(found.StartTime);
        }
        catch (Exception fault) when (fault is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return null;
        }
    }
}
