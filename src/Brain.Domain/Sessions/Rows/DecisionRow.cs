using System.Collections.Immutable;

namespace Brain.Domain.Sessions;

/// <summary>One decision that was not a plain allow.</summary>
/// <param name="Event">The hook.</param>
/// <param name="EventKey">What makes a repeat of it the same: the tool call's or prompt's id.</param>
/// <param name="Decision">allow, ask, deny or block.</param>
/// <param name="Rule">The rule's stable code.</param>
/// <param name="RuleVersion">Which version of the rules.</param>
/// <param name="Reason">What the agent or the person was told.</param>
/// <param name="TurnNum">The turn it fell in, or null.</param>
/// <param name="Inputs">What decided it.</param>
public sealed record DecisionRow(
    string Event,
    string EventKey,
    string Decision,
    string Rule,
    string RuleVersion,
    string Reason,
    int? TurnNum,
    ImmutableSortedDictionary<string, string> Inputs
)
{
    /// <summary>The rule of a person's that was met; null where none was.</summary>
    public Guid? RuleId { get; init; }
}
