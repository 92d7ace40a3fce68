namespace Brain.Messages.Sessions;

/// <summary>
/// Tells a session what its transcript says was used. Saying it again, or in another order, changes nothing.
/// </summary>
/// <param name="Entries">At most <see cref="EntriesMax"/>.</param>
public sealed record UsageFound(UsageEntry[] Entries)
{
    /// <summary>What of the file was passed over so far, when there is news of it; then there are no entries.</summary>
    public PassedOver? Passed { get; init; }

    /// <summary>The most entries in one message, so that a hook of the same session never waits for long.</summary>
    public const int EntriesMax = 32;
}

/// <summary>
/// What one line of a transcript says of one model request. Several lines may speak of the same request.
/// </summary>
public sealed record UsageEntry
{
    /// <summary>The most tokens of one kind that are believed.</summary>
    public const long TokensMax = 1_000_000_000;

    /// <summary>The model of a line that names none.</summary>
    public const string UnknownModel = "unknown";

    /// <summary>The model's message.</summary>
    public required string MessageId { get; init; }

    /// <summary>The request that it answered; null where the agent does not say.</summary>
    public string? RequestId { get; init; }

    /// <summary>
    /// Where <see cref="MessageId"/> tells no request, as of a gateway that gives every answer the same: which line
    /// began the answer. Null where the ids tell it.
    /// </summary>
    public string? Scope { get; init; }

    /// <summary>The model, by the provider's name; <see cref="UnknownModel"/> where the line does not say.</summary>
    public required string Model { get; init; }

    /// <summary>
    /// The line stands on a side chain: a sub-agent's, or a replay of what the main line has already said.
    /// </summary>
    public bool Sidechain { get; init; }

    /// <summary>Who tells of it: telemetry, or null for the transcript, before which telemetry goes.</summary>
    public string? ToldBy { get; init; }

    /// <summary>What it cost as the agent itself says; it counts where no price is known.</summary>
    public decimal? ToldUsd { get; init; }

    /// <summary>Which sub-agent, or null.</summary>
    public string? AgentId { get; init; }

    /// <summary>
    /// The skill or command that it was made for, by the agent's own name for it (a plugin's behind its plugin); null
    /// where the agent does not say.
    /// </summary>
    public string? Skill { get; init; }

    /// <summary>The kind of sub-agent that made it, or null.</summary>
    public string? Agent { get; init; }

    /// <summary>The plugin that this skill or sub-agent came with, or null.</summary>
    public string? Plugin { get; init; }

    /// <summary>The MCP server whose answer it goes on from, or null.</summary>
    public string? McpServer { get; init; }

    /// <summary>Which prompt it belongs to: the line's own, or the last that was named above it.</summary>
    public Guid? PromptId { get; init; }

    /// <summary>When the line was written; null where neither it nor a line above it says.</summary>
    public required DateTimeOffset? At { get; init; }

    /// <summary>Tokens read anew. All five kinds: 0 to <see cref="TokensMax"/>.</summary>
    public long Input { get; init; }

    /// <summary>Tokens written.</summary>
    public long Output { get; init; }

    /// <summary>Tokens read from the prompt cache.</summary>
    public long CacheRead { get; init; }

    /// <summary>Tokens kept in the prompt cache for five minutes.</summary>
    public long CacheWrite5m { get; init; }

    /// <summary>Tokens kept in the prompt cache for an hour.</summary>
    public long CacheWrite1h { get; init; }

    /// <summary>
    /// Who tells of it does not know for how long the cache is kept: whoever does is believed of it.
    /// </summary>
    public bool IsCacheUnsplit { get; init; }
}
