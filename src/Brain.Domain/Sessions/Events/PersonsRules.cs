using System.Collections.Immutable;
using Brain.Domain.Rules;
using Brain.Domain.Tools;
using Brain.Messages.Sessions;

namespace Brain.Domain.Sessions.Events;

/// <summary>
/// What the person's own rules say of a tool call: the strictest counts, each that was met is kept. One that is muted
/// is kept and does nothing.
/// </summary>
internal static class PersonsRules
{
    /// <summary>What they make of the call; the answer is null when none of them objects.</summary>
    internal static (DecisionBuilder Decision, SessionAnswer? Answer) ByRules(this DecisionBuilder decision)
    {
        var rules = decision.Context.Rules;
        if (rules.Rules.IsEmpty)
            return (decision, null);
        var hits = rules.Hits(RuleCall.Of(decision.Event, decision.Session.Project));
        if (hits.IsEmpty)
            return (decision, null);
        var first = hits[0];
        var word =
            first.Muted || first.Action == RuleAction.Remind ? null
            : first.Action == RuleAction.Deny || !decision.CanBeAsked() ? "deny"
            : "ask";
        var next = word is null
            ? decision
            : decision.Reach(decision.Event, word == "deny" ? ToolStatus.Denied : ToolStatus.Started);
        foreach (var rule in hits)
            next = next.Met(rule, rule == first ? word : null);
        return word is null
            ? (next, null)
            : (
                next,
                new()
                {
                    Decision = word == "deny" ? AnswerDecision.Deny : AnswerDecision.Ask,
                    Reason = Why(first, word),
                }
            );
    }

    /// <summary>What the model is told of rules that only remind; null when there is nothing new.</summary>
    internal static string? Reminders(this DecisionBuilder decision, DecisionBuilder before)
    {
        var known = decision.Session.Reminded.Except(before.Session.Reminded).ToImmutableHashSet();
        return known.IsEmpty
            ? null
            : string.Join('\n', decision.Context.Rules.Rules.Where(rule => known.Contains(rule.Id)).Select(Reminder));
    }

    private static DecisionBuilder Met(this DecisionBuilder decision, Rule rule, string? word)
    {
        var reminds = rule is { Muted: false, Action: RuleAction.Remind };
        var isNew = reminds && !decision.Session.Reminded.Contains(rule.Id);
        var kept = decision.MeetRule(rule, word ?? "allow", isShown: word is not null || isNew);
        return isNew
            ? kept with
            {
                Session = kept.Session with { Reminded = kept.Session.Reminded.Add(rule.Id) },
            }
            : kept;
    }

    private static string Reminder(Rule rule) => $"A rule of the person's ({Short(rule)}): {rule.Sentence}";

    private static string Why(Rule rule, string word) =>
        $"{rule.Sentence} (Rule {Short(rule)}, switched on by the person: "
        + (word == "deny" ? "this call is refused." : "the person is asked first.")
        + $" The person can rate it: /rate rule {Short(rule)} useful, noise or wrong.)";

    private static string Short(Rule rule) => rule.Id.ToString()[..8];
}
