using Brain.Domain.Tools;
using Brain.Messages.Sessions;

namespace Brain.Domain.Sessions.Events;

/// <summary>All calls of one model answer are over, those that were refused or unknown too.</summary>
internal static class PostToolBatch
{
    public static EventDecision Decide(this DecisionBuilder decision)
    {
        var next = decision.Within();
        var failures = next.Session.FailuresInARow;
        string? failed = null;
        var rows = next.Change.Tools.ToBuilder();
        foreach (var call in (decision.Event.ToolCalls ?? []).OfType<ToolUse>())
        {
            // A call that ran has said so before its batch. What has not failed before any hook was asked, which its
            // response says, or was refused by somebody, or is unknown.
            var id = call.ToolUseId;
            if (id is null || !next.Session.Tools.TryGetValue(id, out var status) || status < ToolStatus.Denied)
            {
                var isFailure = call.Error is not null;
                var before = rows.Count;
                next = next.Reach(
                    decision.Event with
                    {
                        Error = call.Error,
                        ToolName = call.ToolName,
                        ToolKind = call.Kind,
                        ToolInput = call.ToolInput,
                        Target = call.Target,
                        Path = call.Path,
                        ToolUseId = id,
                    },
                    isFailure ? ToolStatus.Errored : ToolStatus.Denied,
                    rows.Add
                );
                if (!isFailure || rows.Count == before || !next.IsCurrent())
                    continue;
                failures++;
                failed = call.ToolName ?? "unknown";
            }
        }

        next = next with
        {
            Session = next.Session with { FailuresInARow = failures },
            Change = next.Change with { Tools = rows.ToImmutable() },
        };
        // Where the module asks before the next request it refuses with words, and the turn still ends in a Stop; a
        // block says nothing.
        if (!next.Session.BudgetReached || next.Session.AsksInTurn == next.Session.TurnCount)
            return failed is not null && PostToolUseFailure.IsTold(failures)
                ? next.WithContext(next.Session.Nudge(failed, failures))
                : next.Allow();
        var reason = next.Session.BudgetReachedLine();
        return next.JudgeTool("block", "budget.reached", reason).Answering(SessionAnswer.Block(reason));
    }
}
