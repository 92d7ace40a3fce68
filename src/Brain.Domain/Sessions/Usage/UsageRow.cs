using System.Collections.Immutable;

namespace Brain.Domain.Sessions;

/// <summary>What one model request used.</summary>
public sealed record UsageRow
{
    /// <summary>Message id and request id: one request has one key in every transcript that tells of it.</summary>
    public required string RequestKey { get; init; }

    /// <summary>The model's message.</summary>
    public required string MessageId { get; init; }

    /// <summary>It was found on a side chain, and a main line with the same message takes its place.</summary>
    public bool Sidechain { get; init; }

    /// <summary>Which sub-agent, or null.</summary>
    public string? AgentId { get; init; }

    /// <summary>Who told of it: telemetry, or null for the transcript.</summary>
    public string? ToldBy { get; init; }

    /// <summary>The skill or command that it was made for, by the agent's name for it, or null.</summary>
    public string? Skill { get; init; }

    /// <summary>The kind of sub-agent that made it, or null.</summary>
    public string? Agent { get; init; }

    /// <summary>The plugin that these came with, or null.</summary>
    public string? Plugin { get; init; }

    /// <summary>The MCP server whose answer it goes on from, or null.</summary>
    public string? McpServer { get; init; }

    /// <summary>The model.</summary>
    public required string Model { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset UsedAt { get; init; }

    /// <summary>
    /// Its prompt, whose turn it belongs to; without one it is the turn's that had begun last by then.
    /// </summary>
    public Guid? PromptId { get; init; }

    /// <summary>What was kept in the cache is known as a sum alone; null when it is known for how long.</summary>
    public bool? Unsplit { get; init; }

    /// <summary>A copy with a larger weight takes the place of this one.</summary>
    public required ImmutableArray<long> Weight { get; init; }

    /// <summary>Each of the five kinds of tokens, also those that were not used.</summary>
    public required ImmutableArray<UsageKind> Kinds { get; init; }
}

/// <summary>Tokens of one kind.</summary>
/// <param name="TokenKind">input, output, cache_read, cache_write_5m or cache_write_1h.</param>
/// <param name="Tokens">How many.</param>
/// <param name="CostUsd">What they cost; null when no price is known.</param>
public sealed record UsageKind(string TokenKind, long Tokens, decimal? CostUsd);
