using Brain.Messages.Sessions;

namespace Brain.Messages.Hooks.ClaudeCode;

/// <summary>
/// May this model request be made? A step is one request of a turn, the main loop's or a sub-agent's.
/// Source: the plugin's module, before each request.
/// </summary>
public sealed record StepAsked
{
    /// <summary>Which session.</summary>
    public required SessionId SessionId { get; init; }

    /// <summary>The agent's own id of the turn; a sub-agent's turn has one of its own.</summary>
    public required string? TurnId { get; init; }

    /// <summary>0-based place of the request in its turn.</summary>
    public required int Index { get; init; }

    /// <summary>Which sub-agent asks; null for the session's main loop.</summary>
    public string? AgentId { get; init; }

    /// <summary>The model that would be asked.</summary>
    public string? Model { get; init; }

    /// <summary>The module was told to fail closed.</summary>
    public bool Hard { get; init; }

    /// <summary>Steps that were made earlier and could not be reported then.</summary>
    public StepUsed?[]? Used { get; init; }
}

/// <summary>Model requests that were made. Saying one again changes nothing.</summary>
public sealed record StepsDone
{
    /// <summary>Which session.</summary>
    public required SessionId SessionId { get; init; }

    /// <summary>What each used, at most <see cref="AskModelRequest.UsedMax"/>.</summary>
    public required StepUsed?[]? Used { get; init; }
}

/// <summary>What one model request used. Turn, index and sub-agent together say which.</summary>
public sealed record StepUsed
{
    /// <summary>The agent's own id of the turn.</summary>
    public required string? TurnId { get; init; }

    /// <summary>0-based place of the request in its turn.</summary>
    public required int Index { get; init; }

    /// <summary>Which sub-agent made it; null for the main loop.</summary>
    public string? AgentId { get; init; }

    /// <summary>The model that answered.</summary>
    public string? Model { get; init; }

    /// <summary>Tokens sent and neither read from nor written to the cache.</summary>
    public long InputTokens { get; init; }

    /// <summary>Tokens of the answer.</summary>
    public long OutputTokens { get; init; }

    /// <summary>Tokens read from the cache: kept, never counted against the cap.</summary>
    public long CacheReadInputTokens { get; init; }

    /// <summary>Tokens sent and written to the cache: kept, never counted against the cap.</summary>
    public long CacheCreationInputTokens { get; init; }
}
