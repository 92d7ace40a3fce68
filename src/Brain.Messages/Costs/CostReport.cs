using System.Text.Json.Serialization;
using Brain.Messages.Sessions;

namespace Brain.Messages.Costs;

/// <summary>What was used and what it cost, group by group. Source: <c>v2.cost_ledger</c>.</summary>
/// <param name="By">What it is grouped by.</param>
/// <param name="Groups">The newest day first, and else what cost most.</param>
public sealed record CostReport(string By, CostGroup[] Groups)
{
    /// <summary>What it can be grouped by.</summary>
    public static IReadOnlyList<string> Groupings { get; } =
    ["day", "project", "model", "session", "skill", "agent", "mcp", "persona"];

    /// <summary>The most lines of waste of one kind, and the most turns.</summary>
    public const int LinesMax = 200;

    /// <summary>All of it in US dollars at list prices; what has no known price is not in it.</summary>
    public decimal CostUsd { get; init; }

    /// <summary>How many groups there are, also where only some are told.</summary>
    public long Count { get; init; }
}

/// <summary>One group of what was used.</summary>
/// <param name="Name">Which; null for what belongs to none.</param>
public sealed record CostGroup(string? Name)
{
    /// <summary>What people know it by: a folder, a purpose; null where the name says it.</summary>
    public string? Label { get; init; }

    /// <summary>Model requests.</summary>
    public long Requests { get; init; }

    /// <summary>Tokens read anew.</summary>
    public long Input { get; init; }

    /// <summary>Tokens written.</summary>
    public long Output { get; init; }

    /// <summary>Tokens kept for five minutes.</summary>
    [JsonPropertyName("cache_write_5m")]
    public long CacheWrite5m { get; init; }

    /// <summary>Tokens kept for an hour.</summary>
    [JsonPropertyName("cache_write_1h")]
    public long CacheWrite1h { get; init; }

    /// <summary>Tokens read from the cache.</summary>
    public long CacheRead { get; init; }

    /// <summary>In US dollars, at list prices.</summary>
    public decimal CostUsd { get; init; }

    /// <summary>Models whose tokens are counted and whose price is not known.</summary>
    public string[] Unpriced
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>Who told of its requests.</summary>
    public CostSources Sources
    {
        get;
        init => field = value ?? new(0, 0, 0);
    } = new(0, 0, 0);
}

/// <summary>Requests by who told of them.</summary>
/// <param name="Transcript">The agent's transcript.</param>
/// <param name="Telemetry">The agent's telemetry, which goes before its transcript.</param>
/// <param name="Gate">The request gate alone, where no transcript could be read.</param>
/// <param name="Chat">The provider of the brain's own chat model, asked on behalf of a persona.</param>
public sealed record CostSources(long Transcript, long Telemetry, long Gate, long Chat = 0)
{
    /// <summary>In words.</summary>
    public override string ToString() =>
        string.Join(
            " + ",
            new[] { (Telemetry, "telemetry"), (Transcript, "transcript"), (Gate, "gate"), (Chat, "chat") }
                .Where(one => one.Item1 > 0)
                .Select(one => one.Item2)
        );
}

/// <summary>What was done for nothing.</summary>
/// <param name="Lines">What cost most first.</param>
public sealed record WasteReport(Waste[] Lines)
{
    /// <summary>Whether sessions are left that were not looked through yet: what is here is what was found so far.
    /// </summary>
    public bool IsCounting { get; init; }
}

/// <summary>Something that was done for nothing.</summary>
/// <param name="Kind">call: the same call again; read: a file again that nobody had changed; server: tools that nobody
/// called.</param>
/// <param name="Session">In which session.</param>
/// <param name="What">Which call, file or server.</param>
/// <param name="Times">How often, the first not counted.</param>
/// <param name="CostUsd">About what that cost; null where nobody knows.</param>
public sealed record Waste(string Kind, SessionId Session, string What, long Times, decimal? CostUsd);

/// <summary>What a turn cost, and what came of it.</summary>
/// <param name="Session">In which session.</param>
/// <param name="Turn">Its place in the session.</param>
/// <param name="At">When it began.</param>
public sealed record TurnOutcome(SessionId Session, int Turn, DateTimeOffset At)
{
    /// <summary>What was asked, or null when nobody typed it.</summary>
    public string? Prompt { get; init; }

    /// <summary>In US dollars; null when nothing is known.</summary>
    public decimal? CostUsd { get; init; }

    /// <summary>landed, reverted, gone, open, unknown or nothing.</summary>
    public required string Outcome { get; init; }

    /// <summary>Each commit's first seven digits and subject.</summary>
    public string[] Commits
    {
        get;
        init => field = value ?? [];
    } = [];
}
