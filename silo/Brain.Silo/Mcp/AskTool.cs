using Brain.Domain.Text;
using Brain.Messages.Commands;
using Brain.Silo.Commands;
using ModelContextProtocol.Protocol;

namespace Brain.Silo.Mcp;

/// <summary>Asks a persona, as a person would.</summary>
internal sealed class AskTool(CommandDispatcher commands) : IMcpTool
{
    private const int NameMax = 80;
    private const int QuestionMax = 4_000;

    /// <inheritdoc/>
    public Tool Definition { get; } =
        McpTools.Define(
            "ask",
            "Ask a persona of this brain; it answers from what is recorded, with sources.",
            """
            {"type":"object","properties":{
            "persona":{"type":"string","description":"Its name; status lists them"},
            "question":{"type":"string"}},
            "required":["persona","question"]}
            """,
            readOnly: false
        );

    /// <inheritdoc/>
    public async Task<McpReply> Call(McpArguments arguments, McpSpeaker speaker, CancellationToken stop)
    {
        var done = await commands.RunUntil(
            CommandRequest.For(
                CommandKind.Ask,
                $"{arguments.Needed("persona", NameMax)} {arguments.Needed("question", QuestionMax)}"
            ) with
            {
                Session = speaker.Session?.Id,
                Project = speaker.Session?.Project,
                Caller = speaker.Caller,
                ByAgent = true,
            },
            stop
        );
        return done.Refusal is { } refusal
            ? McpReply.Fault(refusal.Message)
            : new($"{DataMark.Sentence}\n{DataMark.Quoted(done.Message)}");
    }
}
