using System.Collections.Immutable;

namespace Brain.Domain.Rules;

/// <summary>What a rule would have met of the calls that are kept.</summary>
/// <param name="Looked">How many calls were looked at.</param>
/// <param name="Met">Those that it would have met, newest first.</param>
/// <param name="Cut">Of those looked at, how many are kept only in part.</param>
public sealed record RuleRehearsal(int Looked, ImmutableArray<PastCall> Met, int Cut)
{
    /// <summary>So many days are looked back.</summary>
    public const int Days = 30;

    /// <summary>At most so many calls, the newest.</summary>
    public const int CallsMax = 50_000;

    /// <summary>So many cases are shown; of more the number is told.</summary>
    public const int ShownMax = 25;

    /// <summary>There were more calls than are looked at.</summary>
    public bool IsFull => Looked >= CallsMax;

    /// <summary>The kinds of calls that a rule can be about, as rows write them; null for any.</summary>
    public static string[]? Kinds(RuleTool tool) =>
        tool switch
        {
            RuleTool.Shell => ["shell", "other_shell"],
            RuleTool.Edit => ["write", "edit", "mcp", "shell", "other_shell"],
            RuleTool.Read => ["read", "search", "mcp", "shell", "other_shell"],
            RuleTool.Fetch => ["fetch", "web_search", "shell", "other_shell"],
            _ => null,
        };

    /// <summary>Holds a rule against calls.</summary>
    public static RuleRehearsal Of(Rule rule, IReadOnlyCollection<PastCall> calls) =>
        new(calls.Count, [.. calls.Where(call => rule.IsMet(RuleCall.Of(call)))], calls.Count(call => call.IsCut));
}
