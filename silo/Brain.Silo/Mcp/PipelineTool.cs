using Brain.Domain.Text;
using Brain.Messages.Commands;
using Brain.Silo.Commands;
using ModelContextProtocol.Protocol;

namespace Brain.Silo.Mcp;

/// <summary>Shows pipelines and reports outcomes. Defining one, or giving a run up, is the person's.</summary>
internal sealed class PipelineTool(CommandDispatcher commands) : IMcpTool
{
    private const int WordMax = 200;

    /// <inheritdoc/>
    public Tool Definition { get; } =
        McpTools.Define(
            "pipeline",
            "Outcome chains: list them, list open runs, show or start one, or report that a run reached its link.",
            """
            {"type":"object","properties":{
            "action":{"type":"string","enum":["list","runs","show","start","reach"]},
            "name":{"type":"string","description":"Pipeline, or run for reach"},
            "link":{"type":"string","description":"The link that was reached"},
            "subject":{"type":"string","description":"What a new run is about"},
            "session":{"type":"string"}},
            "required":["action"]}
            """,
            readOnly: false
        );

    /// <inheritdoc/>
    public async Task<McpReply> Call(McpArguments arguments, McpSpeaker speaker, CancellationToken stop)
    {
        var action = arguments.Word("action", "", "list", "runs", "show", "start", "reach");
        var words = action switch
        {
            "list" or "runs" => arguments.Text("name", WordMax),
            "reach" => $"{One(arguments, "name")} {Quoted(arguments.Needed("link", WordMax))}",
            "start" => $"{One(arguments, "name")} {Subject(arguments)}",
            _ => One(arguments, "name"),
        };
        if (action is "start" or "reach" && speaker.Session is null)
            return McpReply.Fault(speaker.WhyNone);
        var done = await commands.Run(
            CommandRequest.For(CommandKind.Pipeline, $"{action} {words}".TrimEnd()) with
            {
                Session = speaker.Session?.Id,
                Project = speaker.Session?.Project,
                Caller = speaker.Caller,
                ByAgent = true,
            }
        );
        return done.Refusal is { } refusal
            ? McpReply.Fault(refusal.Message)
            : new($"{DataMark.Sentence}\n{DataMark.Quoted(done.Message)}");
    }

    private static string Subject(McpArguments arguments) =>
        arguments.Text("subject", WordMax) is { } subject ? Quoted(subject) : "";

    // What an agent calls a run is no option, and a link's name may be two words.
    private static string Quoted(string words) => $"\"{words.Replace('"', '\'')}\"";

    // A name of two words would be read as a name and something else.
    private static string One(McpArguments arguments, string name)
    {
        var word = arguments.Needed(name, WordMax);
        return word.Any(char.IsWhiteSpace)
            ? throw new McpArgumentException($"'{name}' is '{word}': expected one word.")
            : word;
    }
}
