namespace Brain.Postgres.Dashboard;

/// <summary>A session in a list. Source: <c>sql/dashboard/find_sessions.sql</c>.</summary>
public sealed record ListedSession
{
    /// <summary>The session.</summary>
    public required Guid Id { get; init; }

    /// <summary>active, ended, abandoned or archived.</summary>
    public string Status { get; init; } = "active";

    /// <summary>The folder it works in, or null.</summary>
    public string? Project { get; init; }

    /// <summary>What it is for, or null.</summary>
    public string? Purpose { get; init; }

    /// <summary>sparring, debug or execution.</summary>
    public string Mode { get; init; } = "execution";

    /// <summary>The agent or door that it came by.</summary>
    public string Source { get; init; } = "";

    /// <summary>A person's name for it, or null.</summary>
    public string? Tag { get; init; }

    /// <summary>When it began.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>When its row changed last.</summary>
    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>Turns so far.</summary>
    public int Turns { get; init; }

    /// <summary>Tokens counted so far.</summary>
    public long Tokens { get; init; }

    /// <summary>The cap, or null.</summary>
    public long? Budget { get; init; }

    /// <summary>Dollars at list prices; null where no price is known.</summary>
    public decimal? Cost { get; init; }

    /// <summary>Its first prompt, the first 160 characters.</summary>
    public string? Prompt { get; init; }
}
