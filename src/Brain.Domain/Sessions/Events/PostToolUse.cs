using Brain.Domain.Projects;
using Brain.Domain.Text;
using Brain.Domain.Tools;
using Brain.Messages.Sessions;

namespace Brain.Domain.Sessions.Events;

/// <summary>A tool call succeeded.</summary>
internal static class PostToolUse
{
    public static EventDecision Decide(this DecisionBuilder decision)
    {
        var within = decision.Within();
        var current = within.IsCurrent() && !within.Knows(ToolStatus.Ok);
        var reached = within.Reach(decision.Event, ToolStatus.Ok);
        if (!within.Knows(ToolStatus.Ok))
            reached = reached.Advance(decision.Event);
        reached = reached.Committed();
        return (current ? reached with { Session = reached.Session with { FailuresInARow = 0 } } : reached).Allow();
    }

    // What git said that it committed is tied to the turn, so that its cost stands beside it.
    private static DecisionBuilder Committed(this DecisionBuilder decision) =>
        decision.Event.Commits is not { Length: > 0 } made
            ? decision
            : decision with
            {
                Change = decision.Change with
                {
                    Commits = new()
                    {
                        Rows =
                        [
                            .. made.Take(MadeCommit.PerCallMax)
                                .Select(one => new CommitRow(
                                    one.Sha,
                                    Redaction.Clean(one.Branch, BranchMax),
                                    Redaction.Clean(one.Subject, SubjectMax) ?? "-"
                                )
                                {
                                    TurnNum = decision.TurnNum,
                                    ToolUseId = decision.Event.ToolUseId,
                                }),
                        ],
                    },
                },
            };

    private const int BranchMax = 200;
    private const int SubjectMax = 400;
}
