namespace Brain.Messages.Sessions;

/// <summary>What a session's status line shows. Source: <c>v2.sessions</c> and what waits beside it.</summary>
public sealed record StatusLine
{
    /// <summary>What the session is for, or null.</summary>
    public string? Purpose { get; init; }

    /// <summary>The purpose was taken from the first prompt.</summary>
    public bool Provisional { get; init; }

    /// <summary>What the agent may do.</summary>
    public Mode Mode { get; init; } = Mode.Execution;

    /// <summary>Tokens in and out that count against the cap.</summary>
    public long Tokens { get; init; }

    /// <summary>The cap on tokens, or null.</summary>
    public long? Budget { get; init; }

    /// <summary>How far the session has drifted: 0 to 1.</summary>
    public double Drift { get; init; }

    /// <summary>The Cop asks the person whether to go on, and waits for the answer.</summary>
    public bool Checkpoint { get; init; }

    /// <summary>Runs on the project whose next outcome is late: at most <see cref="WaitingMax"/>.</summary>
    public int LateRuns { get; init; }

    /// <summary>What was learnt on the project and nobody reviewed: at most <see cref="WaitingMax"/>.</summary>
    public int Learnings { get; init; }

    /// <summary>The caps in dollars that hold for the session.</summary>
    public SpendLine[] Spend
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>So far things that wait are counted.</summary>
    public const int WaitingMax = 99;
}

/// <summary>A cap in dollars, and what of it is used.</summary>
/// <param name="Of">What it holds for: session, day, week, or these of a project or model.</param>
/// <param name="SpentUsd">Used so far.</param>
/// <param name="CapUsd">The cap.</param>
public sealed record SpendLine(string Of, decimal SpentUsd, decimal CapUsd);
