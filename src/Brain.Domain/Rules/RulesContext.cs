using System.Collections.Immutable;

namespace Brain.Domain.Rules;

/// <summary>What a session may read of rules: those that are switched on for its project.</summary>
/// <param name="Rules">In the order in which they were made.</param>
public sealed record RulesContext(ImmutableArray<Rule> Rules)
{
    /// <summary>Nobody made any.</summary>
    public static readonly RulesContext None = new([]);

    /// <summary>The rules that are about a call, the strictest that does something first.</summary>
    public ImmutableArray<Rule> Hits(RuleCall call)
    {
        if (Rules.IsEmpty)
            return [];
        var hits = ImmutableArray.CreateBuilder<Rule>();
        foreach (var rule in Rules)
        {
            if (rule.IsMet(call))
                hits.Add(rule);
        }

        return hits.Count < 2
            ? hits.ToImmutable()
            : [.. hits.OrderBy(rule => rule.Muted).ThenByDescending(rule => rule.Action)];
    }
}
