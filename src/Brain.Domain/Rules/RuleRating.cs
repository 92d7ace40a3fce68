using Brain.Domain.Text;
using Brain.Messages.Sessions;

namespace Brain.Domain.Rules;

/// <summary>What <c>/rate</c> is told when it is about a rule: <c>rule ID useful</c>, or the id alone.</summary>
public static class RuleRating
{
    /// <summary>What is meant; null when it is about a persona.</summary>
    public static (RuleCommand? Command, Refusal? Refusal)? Of(string args)
    {
        var first = SpokenCommand.First(args.Trim(), out var rest);
        return first.Equals("rule", StringComparison.OrdinalIgnoreCase)
            && RuleCommand.IsId(SpokenCommand.First(rest, out _).ToLowerInvariant())
                ? RuleCommand.Rate(rest)
            : RuleCommand.IsId(first.ToLowerInvariant()) ? RuleCommand.Rate(args)
            : null;
    }
}
