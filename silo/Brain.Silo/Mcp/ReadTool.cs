using Brain.Domain.Text;
using Brain.Messages.Secrets;
using ModelContextProtocol.Protocol;

namespace Brain.Silo.Mcp;

/// <summary>Reads what an address names: a part of it, with what stands around, or whole.</summary>
internal sealed class ReadTool(McpUris uris) : IMcpTool
{
    /// <summary>The most characters of one answer; the next begins where it ended.</summary>
    public const int PartMax = 12_000;

    private const int UriMax = 400;
    private const int AroundMax = 10;

    /// <inheritdoc/>
    public Tool Definition { get; } =
        McpTools.Define(
            "read",
            "What a brain:// address names, whole: one from search, or sessions/ID, handoff/SESSION, personas/NAME, "
                + "pipelines/NAME, runs/ID, learnings/ID.",
            """
            {"type":"object","properties":{
            "uri":{"type":"string"},
            "around":{"type":"integer","minimum":0,"maximum":10,"description":"Turns before and behind"},
            "offset":{"type":"integer","minimum":0,"description":"Where to go on"}},
            "required":["uri"]}
            """,
            readOnly: true
        );

    /// <inheritdoc/>
    public bool NeedsSpeaker(McpArguments arguments) => false;

    /// <inheritdoc/>
    public async Task<McpReply> Call(McpArguments arguments, McpSpeaker speaker, CancellationToken stop)
    {
        var uri = arguments.Needed("uri", UriMax);
        var offset = arguments.Number("offset", 0, 0, int.MaxValue);
        if (await uris.Read(uri, arguments.Number("around", 0, 0, AroundMax), stop) is not { } found)
            return McpReply.Fault(McpResources.Unknown(uri));
        // Before it is cut: of a secret no half goes into one part and half into the next.
        var text = SecretScanner.Redact(found);
        if (offset >= text.Length)
            return offset == 0
                ? new(text)
                : McpReply.Fault($"'offset' is {offset}, and {uri} has {text.Length} characters.");
        var (part, next) = McpPart.Of(text, offset, PartMax);
        if (IsWithinKept(text, offset))
            part = $"{DataMark.Sentence}\n{DataMark.Mark} … {part}";
        return new(next is { } at ? $"{part}\n… {text.Length - at} more characters: read on with offset {at}." : part);
    }

    // A line that is longer than a part goes on in the next, and is kept text there too.
    private static bool IsWithinKept(string text, int offset) =>
        offset > 0
        && text[offset - 1] != '\n'
        && text.AsSpan(text.LastIndexOf('\n', offset - 1) + 1).StartsWith(DataMark.Mark, StringComparison.Ordinal);
}
