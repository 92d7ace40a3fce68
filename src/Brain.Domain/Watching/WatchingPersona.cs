using System.Collections.Immutable;

namespace Brain.Domain.Watching;

/// <summary>An active persona as a session sees it. Source: <c>v2.personas</c> and the persona's SKILL.md.</summary>
/// <param name="Id">Its row.</param>
/// <param name="Name">Its name.</param>
/// <param name="Emoji">What stands before its line.</param>
/// <param name="Job">What it is for.</param>
/// <param name="Rules">What it watches; the place of a rule here is its number.</param>
public sealed record WatchingPersona(Guid Id, string Name, string Emoji, string Job, ImmutableArray<WatchRule> Rules)
{
    /// <summary>People found it wrong or noisy too often: its comments are kept and not shown.</summary>
    public bool Muted { get; init; }

    /// <summary>Somebody was told that it is muted; it is said once.</summary>
    public bool MuteIsSaid { get; init; }

    /// <summary>Useful of all its rated comments, 0 to 1.</summary>
    public double Precision { get; init; }

    /// <summary>How many of its comments are rated.</summary>
    public int Ratings { get; init; }
}

/// <summary>One thing that a persona watches for, from the <c>watch:</c> list of its SKILL.md.</summary>
/// <param name="Tool">Tool names, separated by <c>|</c>, each may hold <c>*</c>; null for any, or for a rule about
/// texts only.</param>
/// <param name="Input">A pattern over the JSON text of the tool's input, or null.</param>
/// <param name="Path">A glob over the file the tool is aimed at, relative to the project, or null.</param>
/// <param name="Text">A pattern over what the person and the assistant said in the turn, or null.</param>
/// <param name="Say">The sentence when it was seen: <c>{count}</c>, and <c>{name}</c> for each named group that
/// captured.</param>
/// <param name="Nothing">The sentence when it was not, or null to be silent then.</param>
public sealed record WatchRule(string? Tool, string? Input, string? Path, string? Text, string Say, string? Nothing)
{
    /// <summary>The most rules of one persona.</summary>
    public const int CountMax = 32;

    /// <summary>It is met by tool calls; else by what was said in the turn alone.</summary>
    public bool WatchesCalls() => Tool is not null || Input is not null || Path is not null;
}

/// <summary>
/// A persona's rule met a tool call. Stored with the call, as <c>v2.tool_calls.metadata -> 'seen'</c>.
/// </summary>
/// <param name="Persona">Whose rule.</param>
/// <param name="Rule">Its number in the persona's list.</param>
/// <param name="Captured">What its named groups captured, redacted, at most 80 characters each.</param>
public sealed record RuleMatch(Guid Persona, int Rule, ImmutableSortedDictionary<string, string> Captured);
