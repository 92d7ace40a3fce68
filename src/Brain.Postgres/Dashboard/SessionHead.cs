namespace Brain.Postgres.Dashboard;

/// <summary>One session as its page shows it. Source: <c>sql/dashboard/read_session.sql</c>.</summary>
public sealed record SessionHead
{
    /// <summary>The session.</summary>
    public required Guid Id { get; init; }

    /// <summary>active, ended, abandoned or archived.</summary>
    public string Status { get; init; } = "active";

    /// <summary>The folder it works in, or null.</summary>
    public string? Project { get; init; }

    /// <summary>What it is for, or null.</summary>
    public string? Purpose { get; init; }

    /// <summary>Nobody declared the purpose: it is read from the first prompt.</summary>
    public bool Provisional { get; init; }

    /// <summary>sparring, debug or execution.</summary>
    public string Mode { get; init; } = "execution";

    /// <summary>The agent or door that it came by.</summary>
    public string Source { get; init; } = "";

    /// <summary>A person's name for it, or null.</summary>
    public string? Tag { get; init; }

    /// <summary>resume, fork or clear; null where it comes from no other.</summary>
    public string? Lineage { get; init; }

    /// <summary>The session it comes from, or null.</summary>
    public Guid? Parent { get; init; }

    /// <summary>When it began.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended, or null.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>When its row changed last.</summary>
    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>Turns.</summary>
    public int Turns { get; init; }

    /// <summary>Tokens that count against its budget.</summary>
    public long Tokens { get; init; }

    /// <summary>The cap, or null.</summary>
    public long? Budget { get; init; }

    /// <summary>The cap in dollars, or null.</summary>
    public decimal? BudgetUsd { get; init; }

    /// <summary>The first moment as of which the brain can tell of it.</summary>
    public DateTimeOffset KnownSince { get; init; }

    /// <summary>Dollars at list prices; null where no price is known.</summary>
    public decimal? Cost { get; init; }

    /// <summary>Something of it has no known price.</summary>
    public bool Unpriced { get; init; }

    /// <summary>How far it drifted, 0 to 1.</summary>
    public double Drift { get; init; }

    /// <summary>A checkpoint waits for the person's answer.</summary>
    public bool Checkpoint { get; init; }
}
