using Brain.Domain.Sessions;
using Brain.Postgres.Mcp;
using ModelContextProtocol.Protocol;

namespace Brain.Silo.Mcp;

/// <summary>Tells an agent how its own session stands.</summary>
internal sealed class StatusTool(McpStore store) : IMcpTool
{
    /// <inheritdoc/>
    public Tool Definition { get; } =
        McpTools.Define(
            "status",
            "This session: purpose, mode, budget left, personas, late pipeline runs, learnings, other live sessions "
                + "here.",
            """
            {"type":"object","properties":{"session":{"type":"string"}}}
            """,
            readOnly: true
        );

    /// <inheritdoc/>
    public async Task<McpReply> Call(McpArguments arguments, McpSpeaker speaker, CancellationToken stop) =>
        speaker.Session is { } session
            ? new(SessionStanding.Of(session, await store.Orientation(session.Id, stop)))
            : McpReply.Fault(speaker.WhyNone);
}
