using Brain.Domain.Tools;
using Brain.Messages.Sessions;

namespace Brain.Domain.Sessions.Events;

/// <summary>All calls of one model answer are over, those that were refused or unknown too.</summary>
internal static class PostToolBatch
{
    public static EventDecision Decide(this DecisionBuilder draft)
    {
        var next = draft.Within();
        var rows = next.Change.Tools.ToBuilder();
        foreach (var call in (draft.Event.ToolCalls ?? []).OfType<ToolUse>())
        {
            // A call that ran has said so before its batch; what has not was refused by somebody, or is unknown.
            var id = call.ToolUseId;
            if (id is null || !next.Session.Tools.TryGetValue(id, out var status) || status < ToolStatus.Denied)
                next = next.Reach(
                    draft.Event with
                    {
                        ToolName = call.ToolName,
                        ToolKind = call.Kind,
                        ToolInput = call.ToolInput,
                        Target = call.Target,
                        Path = call.Path,
                        ToolUseId = id,
                    },
                    ToolStatus.Denied,
                    rows.Add
                );
        }

        next = next with { Change = next.Change with { Tools = rows.ToImmutable() } };
        // Where the module asks before the next request it refuses with words, and the turn still ends in a Stop; a
        // block says nothing.
        if (!next.Session.BudgetReached || next.Session.AsksInTurn == next.Session.TurnCount)
            return next.Allow();
        var reason = next.Session.BudgetReachedLine();
        return next.JudgeTool("block", "budget.reached", reason).Answering(SessionAnswer.Block(reason));
    }
}
