using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Brain.Messages.Sessions;

namespace Brain.Domain.Review;

// The names below are what sql/review/read_audit_page.sql returns (snake_case), and the classes are the stored format
// of v2.turns.classification. Add, never rename.

/// <summary>A turn as the Auditor sees it. Source: <c>v2.turns</c>, its tool calls and its neighbours.</summary>
public sealed record TurnToClassify
{
    /// <summary>1-based place in the session.</summary>
    public required int Num { get; init; }

    /// <summary>ok, errored or archived.</summary>
    public required string Status { get; init; }

    /// <summary>What the person typed, its first characters; null when nobody typed the prompt.</summary>
    public string? Asked { get; init; }

    /// <summary>What the assistant said last, its first characters.</summary>
    public string? Answered { get; init; }

    /// <summary>Why the turn is errored.</summary>
    public string? ErrorNote { get; init; }

    /// <summary>Its tool calls, oldest first.</summary>
    public ImmutableArray<ToolToClassify> Tools { get; init; } = [];

    /// <summary>What the turn before it is, when that is known.</summary>
    public TurnClass? Previous { get; init; }

    /// <summary>What the person typed in the turn after it: it tells whether this one was a mistake.</summary>
    public string? Next { get; init; }
}

/// <summary>One tool call of a turn.</summary>
/// <param name="Name">The tool.</param>
/// <param name="Status">started, interrupted, denied, errored or ok.</param>
/// <param name="Target">What it was aimed at: a path, a command.</param>
/// <param name="Error">What went wrong.</param>
public sealed record ToolToClassify(string Name, string Status, string? Target = null, string? Error = null)
{
    /// <summary>What the tool does.</summary>
    public ToolKind Kind { get; init; }
}

/// <summary>
/// What a turn was. A fixed set: a turn is one of them, and when two fit, the one that stands first here.
/// </summary>
[JsonConverter(typeof(JsonStringEnumConverter<TurnClass>))]
public enum TurnClass
{
    /// <summary>What was done was taken back or had to be corrected, or it failed and stayed so.</summary>
    [JsonStringEnumMemberName("mistake")]
    Mistake,

    /// <summary>Something is different now: files were written, moved or removed.</summary>
    [JsonStringEnumMemberName("change")]
    Change,

    /// <summary>The person settled how it goes on, or set a rule.</summary>
    [JsonStringEnumMemberName("decision")]
    Decision,

    /// <summary>Something was run and the project stayed what it is: tests, a build, a commit, a server.</summary>
    [JsonStringEnumMemberName("chore")]
    Chore,

    /// <summary>The person wanted to know something, and at most reading was done for it.</summary>
    [JsonStringEnumMemberName("question")]
    Question,

    /// <summary>None of these: thanks, context, a turn that was cut off before anything came of it.</summary>
    [JsonStringEnumMemberName("other")]
    Other,
}

/// <summary>What the rules made of a turn.</summary>
/// <param name="Class">What it was.</param>
/// <param name="Confidence">How sure the rule is, 0 to 1; set by hand for each rule and not a measured
/// frequency.</param>
/// <param name="Why">The rule, in words.</param>
public sealed record Classified(TurnClass Class, double Confidence, string Why);
