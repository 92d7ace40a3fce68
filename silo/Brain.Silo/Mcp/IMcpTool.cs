using System.Collections.ObjectModel;
using ModelContextProtocol.Protocol;

namespace Brain.Silo.Mcp;

/// <summary>Something that an agent may have the brain do. Registered, it is listed and called.</summary>
internal interface IMcpTool
{
    /// <summary>As clients see it: every word of it costs every session tokens.</summary>
    Tool Definition { get; }

    /// <summary>
    /// Other names that it answers to without being listed under them, each with the action that it stands for.
    /// </summary>
    IReadOnlyDictionary<string, string> Aliases => ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Whether it matters who calls: to tell that costs a look at processes and at sessions.</summary>
    bool NeedsSpeaker(McpArguments arguments) => true;

    /// <summary>Does it.</summary>
    Task<McpReply> Call(McpArguments arguments, McpSpeaker speaker, CancellationToken stop);
}

/// <summary>What a tool answers.</summary>
/// <param name="Text">For the model.</param>
/// <param name="IsError">Nothing came of it, and the text says what to do instead.</param>
internal sealed record McpReply(string Text, bool IsError = false)
{
    /// <summary>Nothing came of it.</summary>
    public static McpReply Fault(string text) => new(text, IsError: true);
}
