using Brain.Messages.Commands;
using Brain.Messages.Sessions;

namespace Brain.Silo.Mcp;

/// <summary>Who speaks over MCP: always an agent, never a person.</summary>
/// <param name="Caller">As rows keep it.</param>
/// <param name="Session">The live session that it speaks from; null when it can't be told.</param>
internal sealed record McpSpeaker(Caller Caller, SessionSummary? Session)
{
    /// <summary>What rows keep of whoever speaks over MCP.</summary>
    public const string Source = "mcp";

    /// <summary>Where it does not matter who speaks.</summary>
    public static readonly McpSpeaker Anybody = new(new(Source), null);

    /// <summary>The argument by which a call says which of several sessions that match is its own.</summary>
    public const string Argument = "session";

    /// <summary>Why nothing that is of a session can be done where none matches.</summary>
    public const string NoSession =
        "It can't be told which session you speak from: either no hook of it has been heard yet (send a prompt first), "
        + "or this connection is not one that the agent itself started. Nothing was done.";

    /// <summary>Why nothing that is of a session can be done where no session is known.</summary>
    public string WhyNone { get; init; } = NoSession;
}
