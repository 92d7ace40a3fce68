namespace Brain.Domain.Rules;

/// <summary>A rule as it is written, before it has a row.</summary>
/// <param name="Action">What it does.</param>
/// <param name="Tool">About which calls.</param>
/// <param name="Sentence">What the agent is told.</param>
public sealed record RuleDraft(RuleAction Action, RuleTool Tool, string Sentence)
{
    /// <summary>As <see cref="Rule.Pattern"/>.</summary>
    public string? Pattern { get; init; }

    /// <summary>As <see cref="Rule.Path"/>.</summary>
    public string? Path { get; init; }

    /// <summary>As <see cref="Rule.Text"/>.</summary>
    public string? Text { get; init; }

    /// <summary>The rule that it would be.</summary>
    public Rule ToRule(Guid id) =>
        new(id, 1, Action, Tool, Sentence)
        {
            Pattern = Pattern,
            Path = Path,
            Text = Text,
        };
}
