using Brain.Messages.Commands;
using Brain.Messages.Knowledge;
using Brain.Silo.Commands;
using ModelContextProtocol.Protocol;

namespace Brain.Silo.Mcp;

/// <summary>Keeps what an agent says was learnt, for a person to review.</summary>
internal sealed class RememberTool(CommandDispatcher commands) : IMcpTool
{
    /// <inheritdoc/>
    public Tool Definition { get; } =
        McpTools.Define(
            "remember",
            "Keep one sentence that helps the next session on this project. A person reviews it; said twice it is kept "
                + "once.",
            """
            {"type":"object","properties":{"text":{"type":"string","maxLength":2000},
            "session":{"type":"string"}},"required":["text"]}
            """,
            readOnly: false,
            idempotent: true
        );

    /// <inheritdoc/>
    public async Task<McpReply> Call(McpArguments arguments, McpSpeaker speaker, CancellationToken stop)
    {
        var text = arguments.Needed("text", LearningSummary.TextMax);
        if (speaker.Session is not { } session)
            return McpReply.Fault(speaker.WhyNone);
        var done = await commands.Run(
            CommandRequest.For(CommandKind.Learn, text) with
            {
                Session = session.Id,
                Project = session.Project,
                Caller = speaker.Caller,
                ByAgent = true,
            }
        );
        return new(done.Message, done.Refusal is not null);
    }
}
