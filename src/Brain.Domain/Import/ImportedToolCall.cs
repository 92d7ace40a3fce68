using Brain.Messages.Sessions;

namespace Brain.Domain.Import;

/// <summary>A tool call as an agent's own file tells of it.</summary>
public sealed record ImportedToolCall
{
    /// <summary>Which call.</summary>
    public required string ToolUseId { get; init; }

    /// <summary>The line of its turn's prompt; null for a sub-agent's, whose turn is told by prompt or time.</summary>
    public Guid? Line { get; init; }

    /// <summary>Its prompt; null where the file does not say.</summary>
    public Guid? PromptId { get; init; }

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The tool; null when only the end of a call is told that was told before.</summary>
    public string? ToolName { get; init; }

    /// <summary>What the tool does.</summary>
    public ToolKind? ToolKind { get; init; }

    /// <summary>Which sub-agent asked, or null.</summary>
    public string? AgentId { get; init; }

    /// <summary>SHA-256 of the input's JSON text, in hexadecimal.</summary>
    public string? InputDigest { get; init; }

    /// <summary>What it was aimed at: a path, a command, an address.</summary>
    public string? Target { get; init; }

    /// <summary>
    /// started, interrupted, denied, errored or ok; ended where it is over and nothing says how, which counts as ok
    /// unless something else says otherwise.
    /// </summary>
    public required string Status { get; init; }

    /// <summary>What went wrong.</summary>
    public string? Error { get; init; }

    /// <summary>
    /// The agent's hooks know its calls by other ids: where they told of calls in this session, it is one of those.
    /// </summary>
    public bool Unnumbered { get; init; }
}
