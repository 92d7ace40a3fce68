using System.Collections.Frozen;
using System.Text.Json;
using Brain.Domain.Text;
using Brain.Messages.Secrets;
using Brain.Messages.Text;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Brain.Silo.Mcp;

/// <summary>The tools, listed and called. What only a person may do is none of them.</summary>
internal sealed partial class McpTools(
    IEnumerable<IMcpTool> tools,
    McpSpeakers speakers,
    McpProgress progress,
    ILogger<McpTools> logger
)
{
    /// <summary>What a client tells its model of the whole server.</summary>
    public const string Instructions =
        "The brain remembers every session on this machine. Search before you solve what may have been solved; "
        + "remember what the next session should know. Mode, budget, ratings, undo and rules are the person's. "
        + "Say session only when asked for it.";

    private const int AnswerMax = 60_000;
    private const int SessionMax = 200;

    private const string Action = "action";

    // Each by its name and by those that it answers to besides, which mean an action of it.
    private readonly FrozenDictionary<string, NamedMcpTool> _tools = tools
        .SelectMany(tool =>
            tool.Aliases.Select(alias => KeyValuePair.Create(alias.Key, new NamedMcpTool(tool, alias.Value)))
                .Append(KeyValuePair.Create(tool.Definition.Name, new NamedMcpTool(tool, null)))
        )
        .ToFrozenDictionary(StringComparer.Ordinal);

    private readonly Tool[] _listed = [.. tools.Select(tool => tool.Definition)];

    /// <summary>All of them: no pages, they are few.</summary>
    public ListToolsResult List() => new() { Tools = [.. _listed] };

    /// <summary>Calls one. What goes wrong in it is told to the model as the tool's answer.</summary>
    /// <exception cref="McpProtocolException">There is no such tool.</exception>
    public async ValueTask<CallToolResult> Call(
        RequestContext<CallToolRequestParams> request,
        HttpContext context,
        CancellationToken stop
    )
    {
        var name = request.Params?.Name ?? "";
        if (!_tools.TryGetValue(name, out var called))
            throw new McpProtocolException(
                $"'{Redaction.Cut(TerminalText.Line(name), 80)}' is no tool of the brain: expected "
                    + $"{string.Join(", ", _listed.Select(one => one.Name))}.",
                McpErrorCode.InvalidParams
            );
        var tool = called.Tool;
        try
        {
            var arguments = new McpArguments(
                With(called.Action, request.Params!.Arguments),
                Names(tool.Definition)
            );
            var speaker = tool.NeedsSpeaker(arguments)
                ? await speakers.Of(context, Said(tool, arguments), request.Params.Meta)
                : McpSpeaker.Anybody;
            var call = tool.Call(arguments, speaker, stop);
            return Answer(await progress.While(call, name, request, stop));
        }
        catch (McpArgumentException wrong)
        {
            return Answer(McpReply.Fault($"{wrong.Message} Nothing was done."));
        }
        catch (Exception fault) when (!stop.IsCancellationRequested)
        {
            LogFailed(logger, name, fault);
            return Answer(
                McpReply.Fault(
                    tool.Definition.Annotations?.ReadOnlyHint == true
                        ? $"The brain could not answer: {fault.GetBaseException().Message} Nothing was changed."
                        : "The brain could not do this, and it is not known to be done: "
                            + fault.GetBaseException().Message
                )
            );
        }
    }

    private static IDictionary<string, JsonElement>? With(string? action, IDictionary<string, JsonElement>? given) =>
        action is null
            ? given
            : new Dictionary<string, JsonElement>(
                given ?? new Dictionary<string, JsonElement>(StringComparer.Ordinal),
                StringComparer.Ordinal
            )
            {
                [Action] = JsonElement.Parse($"\"{action}\""),
            };

    private static string? Said(IMcpTool tool, McpArguments arguments) =>
        Names(tool.Definition).Contains(McpSpeaker.Argument, StringComparer.Ordinal)
            ? arguments.Text(McpSpeaker.Argument, SessionMax)
            : null;

    private static string[] Names(Tool tool) =>
        [.. tool.InputSchema.GetProperty("properties").EnumerateObject().Select(one => one.Name)];

    private static CallToolResult Answer(McpReply reply) =>
        new()
        {
            Content =
            [
                new TextContentBlock
                {
                    Text = Redaction.Cut(TerminalText.Sanitize(SecretScanner.Redact(reply.Text)), AnswerMax),
                },
            ],
            IsError = reply.IsError ? true : null,
        };

    private sealed record NamedMcpTool(IMcpTool Tool, string? Action);

    /// <summary>A tool as clients see it.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="description">What it does, and when it is the right one.</param>
    /// <param name="schema">Its arguments, as JSON Schema.</param>
    /// <param name="readOnly">It changes nothing.</param>
    /// <param name="idempotent">Done again with the same arguments it changes nothing more.</param>
    public static Tool Define(
        string name,
        string description,
        string schema,
        bool readOnly,
        bool idempotent = false
    ) =>
        new()
        {
            Name = name,
            Description = description,
            InputSchema = JsonElement.Parse(schema),
            Annotations = new()
            {
                ReadOnlyHint = readOnly,
                DestructiveHint = readOnly ? null : false,
                IdempotentHint = readOnly ? null : idempotent,
                OpenWorldHint = false,
            },
        };
}
