using System.Text.Json;

namespace Brain.Silo.Hooks.ClaudeCode;

/// <summary>A line of a transcript, with what the lines above it tell of it.</summary>
/// <param name="Record">The line.</param>
/// <param name="At">When it was written.</param>
/// <param name="PromptId">The prompt that was named last.</param>
internal readonly record struct ClaudeCodeLine(JsonElement Record, DateTimeOffset At, Guid? PromptId)
{
    /// <summary>It is a sub-agent's.</summary>
    public bool IsSide { get; init; }

    /// <summary>Which sub-agent; null when the line does not say.</summary>
    public string? AgentId { get; init; }
}
