using System.Text.Json;
using Brain.Messages.Sessions;

namespace Brain.Domain.Watching;

/// <summary>A tool call as rules look at it.</summary>
/// <param name="Tool">What the agent calls the tool.</param>
/// <param name="Kind">What it does.</param>
/// <param name="Input">Its input, of any shape; patterns look at its first 16 Ki characters.</param>
/// <param name="Path">The file or folder that it is aimed at, or null.</param>
public sealed record WatchedCall(string Tool, ToolKind Kind, JsonElement? Input, string? Path)
{
    /// <summary>Every file and folder that it is aimed at.</summary>
    public IReadOnlyList<string> Paths
    {
        get => field ?? (Path is null ? [] : [Path]);
        init;
    }

    /// <summary>The call of a tool event.</summary>
    public static WatchedCall Of(HookEvent hookEvent) =>
        new(hookEvent.ToolName ?? "unknown", hookEvent.ToolKind, hookEvent.ToolInput, hookEvent.Path)
        {
            Paths = hookEvent.Paths!,
        };
}
