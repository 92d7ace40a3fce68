using System.Globalization;
using Brain.Messages.Commands;
using Brain.Messages.Sessions;
using Brain.Postgres.Sessions;

namespace Brain.Silo.Security;

/// <summary>
/// Says who speaks through a door. What a request says of itself counts for nothing; over the Unix socket an agent's
/// programs are told by the processes that they come of, so that one which unsets its variables is not taken for the
/// person. It is no wall: a program that cuts itself off (<c>setsid --fork</c>) without the variables, or speaks over
/// the loopback port with the token, looks as a person's script does.
/// </summary>
internal sealed class Callers(SessionStore sessions, IEnumerable<AgentMark> agents)
{
    private readonly AgentMark[] _marks = [.. agents];
    private readonly string[] _variables = [.. agents.Select(agent => agent.Variable)];

    /// <summary>Who speaks by an agent's hook: its session is the event's own.</summary>
    public static Caller ByHook(HttpContext context, string agent, SessionId session) =>
        Known(context, agent) with
        {
            Session = session,
        };

    /// <summary>Who gave a command outside of hooks: an agent of a known session, or a person.</summary>
    public async Task<Caller> Of(HttpContext context)
    {
        if (Peer.Of(context).Process is { } process && process != Environment.ProcessId)
        {
            // A process hands its variables on: each session is looked up once.
            var asked = new HashSet<SessionId>();
            foreach (var one in ProcessTree.Upwards(process))
            {
                if (ForeignProcesses.Has(one))
                    return Known(context, ForeignProcesses.Source);
                foreach (var (agent, own) in _marks.Zip(ProcessTree.Variables(one, _variables)))
                {
                    if (
                        own is { Length: > 0 }
                        && SessionId.OfAgent(own) is var session
                        && asked.Add(session)
                        && await sessions.Find(session, context.RequestAborted) is not null
                    )
                        return Known(context, agent.Source) with { Agent = agent.Source, Session = session };
                }
            }
        }

        return Known(context, Caller.ManualSource);
    }

    private static Caller Known(HttpContext context, string source) =>
        new(source)
        {
            User = Peer.Of(context).User?.ToString(CultureInfo.InvariantCulture),
            Device = Environment.MachineName,
        };
}
