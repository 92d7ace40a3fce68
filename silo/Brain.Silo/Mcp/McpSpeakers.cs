using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Brain.Domain.Text;
using Brain.Messages.Sessions;
using Brain.Postgres.Mcp;
using Brain.Postgres.Sessions;
using Brain.Silo.Hooks;
using Brain.Silo.Security;

namespace Brain.Silo.Mcp;

/// <summary>
/// Tells which session an MCP client is of. What a request says of itself counts for nothing by itself: the agent's
/// process that the client comes of told its sessions when they began; where none did, it is the agent's only live
/// session in the client's folder. What a request says chooses among several that match.
/// </summary>
internal sealed class McpSpeakers(
    McpStore store,
    SessionStore sessions,
    Callers callers,
    IEnumerable<AgentOverMcp> agents
)
{
    private const string ClientHeader = "Brain-Mcp-Client";
    private const int ListedMax = 8;
    private const int PurposeMax = 80;

    /// <summary>Who is on the other side.</summary>
    /// <param name="context">The request.</param>
    /// <param name="said">The session's id as the call's arguments say it, or null.</param>
    /// <param name="meta">What the client's program says beside them, or null.</param>
    public async Task<McpSpeaker> Of(HttpContext context, string? said, JsonObject? meta)
    {
        var stop = context.RequestAborted;
        var by = await callers.Of(context);
        var agent = AgentOf(context);
        // One agent that another one started has a mark of that one's session, which is not its own.
        var marked = agent is null || by.Agent == agent.Source ? by.Session : null;
        var matching = await Matching(context, agent, marked is not null, stop);
        var own = matching.Length == 0 ? marked : Own(matching, said, marked, meta);
        var session = own is { } id ? await sessions.Find(id, stop) : null;
        var speaker = new McpSpeaker(
            by with
            {
                Source = McpSpeaker.Source,
                Agent = by.Agent ?? McpSpeaker.Source,
                Session = own,
            },
            session
        );
        return MaySpeak(own, said) && session is not null
            ? speaker
            : speaker with { Session = null, WhyNone = await Why(own, said, matching, stop) };
    }

    private static bool MaySpeak(SessionId? own, string? said) => said is null || own == SessionId.OfAgent(said);

    private async Task<string> Why(SessionId? own, string? said, SpeakingSession[] matching, CancellationToken stop) =>
        own is { } known && !MaySpeak(own, said)
            ? $"You speak from session {known}, and a session can only speak as itself: call again without "
                + $"'{McpSpeaker.Argument}'. Nothing was done."
            : matching.Length > 1 && own is null ? await Several(matching, said, stop) : McpSpeaker.NoSession;

    // The sessions of the agent's process nearest above the client; where none is known, those of its folder that were
    // heard since it began.
    private async Task<SpeakingSession[]> Matching(
        HttpContext context,
        AgentOverMcp? agent,
        bool isMarked,
        CancellationToken stop
    )
    {
        if (Peer.Of(context).Process is not { } client || client == Environment.ProcessId)
            return [];
        int[] line = [.. ProcessTree.Upwards(client)];
        var known = (await store.Sessions(line, ProcessSpace.Key, stop))
            .Where(found => agent is null || found.Agent == agent.Source)
            .Where(found => Began(found.Process!.Value) is { } began && began <= found.SeenAt)
            .ToLookup(found => found.Process!.Value);
        if (Array.Find(line, known.Contains) is > 0 and var nearest)
            return [.. known[nearest]];
        if (isMarked || agent is null || ProcessTree.Folder(client) is not { } folder)
            return [];
        var since = Began(line.Length > 1 ? line[1] : client);
        var there = await store.Sessions(agent.Source, folder, ProcessSpace.Key, stop);
        return [.. there.Where(found => since <= found.SeenAt)];
    }

    private AgentOverMcp? AgentOf(HttpContext context) =>
        context.Request.Headers[ClientHeader].FirstOrDefault() is { } name
            ? agents.FirstOrDefault(one => name.StartsWith(one.Client, StringComparison.Ordinal))
            : null;

    // What the agent's program names comes first. A call is made within a turn, so of several sessions only one that is
    // at work can have made it; what the model says chooses among those that are left.
    private SessionId? Own(SpeakingSession[] matching, string? said, SessionId? marked, JsonObject? meta)
    {
        var agent = agents.FirstOrDefault(one => one.Source == matching[0].Agent);
        if (meta is not null && agent?.Session(meta) is { } named)
            return Among(matching, SessionId.OfAgent(named));
        if (matching.Length == 1)
            return matching[0].Id;
        if (Among(matching, marked) is { } own)
            return own;
        SpeakingSession[] working = [.. matching.Where(one => one.IsAtWork)];
        return working.Length == 1 ? working[0].Id
            : working.Length == 0 && agent is { SharesProcess: false } && matching[0].Process is not null
                ? matching[0].Id
            : said is null ? null
            : Among(working.Length > 0 ? working : matching, SessionId.OfAgent(said));
    }

    private static SessionId? Among(SpeakingSession[] matching, SessionId? id) =>
        Array.Find(matching, one => one.Id == id)?.Id;

    private async Task<string> Several(SpeakingSession[] matching, string? said, CancellationToken stop)
    {
        var words = new StringBuilder(
            said is null
                ? ""
                : $"'{McpSpeaker.Argument}' is {DataMark.Inline(said, PurposeMax)}, which is none of these. "
        ).Append(
            CultureInfo.InvariantCulture,
            $"{matching.Length} live sessions match this connection, and it can't be told which of them is yours. "
                + $"Call again with '{McpSpeaker.Argument}', the id of yours. Nothing was done.\n{DataMark.Sentence}"
        );
        foreach (var one in matching.Take(ListedMax))
        {
            var purpose = (await sessions.Find(one.Id, stop))?.Purpose ?? "no purpose yet";
            words.Append('\n').Append(DataMark.Line($"session {one.Id}", "Purpose", purpose, PurposeMax));
        }

        return words.ToString();
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
