namespace Brain.Messages.Sessions;

/// <summary>May this model request be made? It is one of a turn, the main loop's or a sub-agent's.</summary>
public sealed record AskModelRequest
{
    /// <summary>The most requests whose usage one message may bring.</summary>
    public const int UsedMax = 1_000;

    /// <summary>Which session.</summary>
    public required SessionId SessionId { get; init; }

    /// <summary>What tells it from the session's other requests; its adapter makes it up of the agent's ids.</summary>
    public required string Request { get; init; }

    /// <summary>Which sub-agent asks; null for the session's main loop.</summary>
    public string? AgentId { get; init; }

    /// <summary>The model that would be asked.</summary>
    public string? Model { get; init; }

    /// <summary>The agent was told to fail closed.</summary>
    public bool Hard { get; init; }

    /// <summary>Nobody tells what requests used: the agent's own record says it.</summary>
    public bool IsUntold { get; init; }

    /// <summary>Requests that were made earlier and could not be reported then.</summary>
    public ModelRequestUsage[] Used { get; init; } = [];
}

/// <summary>Model requests that were made. Saying one again changes nothing.</summary>
/// <param name="SessionId">Which session.</param>
/// <param name="Used">What each used, at most <see cref="AskModelRequest.UsedMax"/>.</param>
public sealed record CountModelRequests(SessionId SessionId, ModelRequestUsage[] Used);

/// <summary>What one model request used.</summary>
/// <param name="Request">Which, as it was asked about.</param>
public sealed record ModelRequestUsage(string Request)
{
    /// <summary>Which sub-agent made it; null for the main loop.</summary>
    public string? AgentId { get; init; }

    /// <summary>The model that answered.</summary>
    public string? Model { get; init; }

    /// <summary>Tokens sent and neither read from nor written to the cache.</summary>
    public long Input { get; init; }

    /// <summary>Tokens of the answer.</summary>
    public long Output { get; init; }

    /// <summary>Tokens read from the cache: kept, never counted against the cap.</summary>
    public long CacheRead { get; init; }

    /// <summary>Tokens sent and written to the cache: kept, never counted against the cap.</summary>
    public long CacheWrite { get; init; }
}

/// <summary>Whether a model request may be made.</summary>
/// <param name="Go">It may.</param>
/// <param name="Reason">Why not, for the person; null when it may.</param>
/// <param name="Hard">The session fails closed: the next request is refused if nobody can be asked.</param>
public sealed record ModelRequestAnswer(bool Go, string? Reason, bool Hard);
