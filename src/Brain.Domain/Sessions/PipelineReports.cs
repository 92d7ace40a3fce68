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
    public static DecisionBuilder Advance(this DecisionBuilder draft, HookEvent heard)
    {
        var rules = draft.Context.Pipelines.Advances;
        if (rules.IsEmpty)
            return draft;
        foreach (
            var seen in WatchEvaluator.See(
                [.. rules.Select(one => one.Rules)],
                WatchedCall.Of(heard),
                draft.Session.Project
            )
        )
        {
            var rule = rules.First(one => one.Rules.Id == seen.Persona);
            var place = rule.Places[seen.Rule];
            draft = draft.Reached(rule.Title(place, seen.Captured.GetValueOrDefault(LinkRule.Subject)));
            draft = draft.Add(
                new LinkRow(
                    seen.Persona,
                    place,
                    Redaction.Cut(draft.Key, KeyMax),
                    draft.Session.Project,
                    seen.Captured.GetValueOrDefault(LinkRule.Subject),
                    draft.TurnNum
                )
            );
        }

        return draft;
    }

    private static DecisionBuilder Reached(this DecisionBuilder draft, string? link) =>
        link is null || !draft.IsCurrent() || draft.Session.Reached.Contains(link)
            ? draft
            : draft with { Session = draft.Session with { Reached = draft.Session.Reached.Add(link) } };
}
