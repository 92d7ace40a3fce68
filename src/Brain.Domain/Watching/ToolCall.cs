using System.Collections.Immutable;
using Brain.Domain.Tools;
using Brain.Messages.Sessions;

namespace Brain.Domain.Watching;

/// <summary>A tool call of the newest turn, as far as personas need it. Source: <c>v2.tool_calls</c>.</summary>
/// <param name="ToolUseId">Which call.</param>
/// <param name="Tool">The tool.</param>
/// <param name="Target">What it was aimed at, redacted: a path, a command, an address; or null.</param>
/// <param name="Status">How far it got.</param>
/// <param name="Seen">Which personas' rules it met.</param>
public sealed record ToolCall(
    string ToolUseId,
    string Tool,
    string? Target,
    ToolStatus Status,
    ImmutableArray<RuleMatch> Seen
)
{
    /// <summary>What the tool does.</summary>
    public ToolKind Kind { get; init; }

    /// <summary>
    /// The most calls of one turn that are kept for the personas; later ones are logged and not watched.
    /// </summary>
    public const int PerTurnMax = 512;
}
