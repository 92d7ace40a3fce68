using System.Collections.Immutable;
using Brain.Domain.Watching;
using Brain.Messages.Sessions;

namespace Brain.Domain.Sessions;

/// <summary>One tool call as far as it got.</summary>
public sealed record ToolRow
{
    /// <summary>Which call.</summary>
    public required string ToolUseId { get; init; }

    /// <summary>started, interrupted, denied, errored or ok; the row is never lowered.</summary>
    public required string Status { get; init; }

    /// <summary>The tool.</summary>
    public required string ToolName { get; init; }

    /// <summary>What the tool does.</summary>
    public ToolKind ToolKind { get; init; }

    /// <summary>The turn it belongs to, or null when none is known.</summary>
    public int? TurnNum { get; init; }

    /// <summary>Which sub-agent asked, or null.</summary>
    public string? AgentId { get; init; }

    /// <summary>SHA-256 of the input's JSON text, in hexadecimal.</summary>
    public string? InputDigest { get; init; }

    /// <summary>What it was aimed at, redacted: a path, a command, an address.</summary>
    public string? Target { get; init; }

    /// <summary>How long it ran, in milliseconds.</summary>
    public double? DurationMs { get; init; }

    /// <summary>What went wrong, redacted.</summary>
    public string? Error { get; init; }

    /// <summary>Which personas' rules it met; null when it met none.</summary>
    public ImmutableArray<RuleMatch>? Seen { get; init; }
}
