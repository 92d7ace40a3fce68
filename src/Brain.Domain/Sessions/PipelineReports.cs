using Brain.Domain.Pipelines;
using Brain.Domain.Sessions.Events;
using Brain.Domain.Text;
using Brain.Domain.Watching;
using Brain.Messages.Sessions;

namespace Brain.Domain.Sessions;

/// <summary>
/// What tool calls that succeeded do to runs of pipelines: they are reported, in the same commit, and the run decides.
/// </summary>
internal static class PipelineReports
{
    private const int KeyMax = 400;

    /// <summary>Reports every link that the call reaches by its pipeline's rules.</summary>
    public static DecisionBuilder Advance(this DecisionBuilder decision, HookEvent hookEvent)
    {
        var rules = decision.Context.Pipelines.Advances;
        if (rules.IsEmpty)
            return decision;
        foreach (
            var seen in WatchEvaluator.See(
                [.. rules.Select(one => one.Rules)],
                WatchedCall.Of(hookEvent),
                decision.Session.Project
            )
        )
        {
            var rule = rules.First(one => one.Rules.Id == seen.Persona);
            var place = rule.Places[seen.Rule];
            decision = decision.Reached(rule.Title(place, seen.Captured.GetValueOrDefault(LinkRule.Subject)));
            decision = decision.Add(
                new LinkRow(
                    seen.Persona,
                    place,
                    Redaction.Cut(decision.Key, KeyMax),
                    decision.Session.Project,
                    seen.Captured.GetValueOrDefault(LinkRule.Subject),
                    decision.TurnNum
                )
            );
        }

        return decision;
    }

    private static DecisionBuilder Reached(this DecisionBuilder decision, string? link) =>
        link is null || !decision.IsCurrent() || decision.Session.Reached.Contains(link)
            ? decision
            : decision with
            {
                Session = decision.Session with { Reached = decision.Session.Reached.Add(link) },
            };
}
