using Brain.Messages.Sessions;
using Brain.Postgres.Sessions;
using Brain.Silo.Security;

namespace Brain.Silo.Hooks;

/// <summary>
/// Tells a hook event that an agent's own shell sent from one that the agent itself runs: by what the client's carrier
/// says of its environment, and where something else sent it, by the environments that the processes above it were
/// started with; a carrier's own are not read, for that would cost each hook. Only agents whose hooks have a variable
/// that their shells have not are told: a hook must never be taken for a shell. It is no wall: a shell that cuts itself
/// off, or that is made to look as a hook's, looks as one.
/// </summary>
internal sealed class ShellsOfAgents(SessionStore sessions, IEnumerable<AgentMark> agents)
{
    private readonly AgentMark[] _marks = [.. agents.Where(agent => agent.HookVariable is not null)];

    // Each agent's session, and then what its hooks have.
    private readonly string[] _variables =
    [
        .. agents.Where(agent => agent.HookVariable is not null).Select(agent => agent.Variable),
        .. agents.Where(agent => agent.HookVariable is not null).Select(agent => agent.HookVariable!),
    ];

    /// <summary>The session whose shell sent a request in the name of another or of itself; null for none.</summary>
    /// <param name="context">The request.</param>
    /// <param name="agent">By whose hook it came.</param>
    /// <param name="speaksFor">The session that it names.</param>
    public async Task<SessionId?> Sender(HttpContext context, string agent, SessionId speaksFor)
    {
        var found = new HashSet<SessionId>();
        if (context.Request.Headers["Brain-Shell"].ToString() is { Length: > 0 } noted)
            Add(new(agent, SessionId.OfAgent(noted), IsHooks: false));
        // What waited is delivered by whoever comes by, and has no carrier's id where it came otherwise.
        if (
            context.Request.Headers["Brain-Event-Id"].Count == 0
            && context.Request.Headers["Brain-Event-At"].Count == 0
        )
        {
            foreach (var shell in Shells(context, agent))
                Add(shell);
        }

        foreach (var session in found)
        {
            if (await sessions.Find(session, context.RequestAborted) is not null)
                return session;
        }

        return null;

        void Add(FoundShell shell)
        {
            if (shell.Session == speaksFor || (!shell.IsHooks && shell.Agent == agent))
                found.Add(shell.Session);
        }
    }

    // An agent that another one's shell started has that one's session in its environment too, and what its own hooks
    // have below it.
    private List<FoundShell> Shells(HttpContext context, string agent)
    {
        var found = new List<FoundShell>();
        if (Peer.Of(context).Process is not { } client || client == Environment.ProcessId)
            return found;
        var isHooks = new bool[_marks.Length];
        foreach (var process in ProcessTree.Upwards(client))
        {
            var values = ProcessTree.Variables(process, _variables);
            foreach (var (at, mark) in _marks.Index())
            {
                if (values[_marks.Length + at] is { Length: > 0 })
                    isHooks[at] = true;
                else if (values[at] is { Length: > 0 } session)
                    found.Add(new(mark.Source, SessionId.OfAgent(session), isHooks[at]));
                else if (isHooks[at] && mark.Source == agent)
                    return found;
            }
        }

        return found;
    }

    private readonly record struct FoundShell(string Agent, SessionId Session, bool IsHooks);
}
