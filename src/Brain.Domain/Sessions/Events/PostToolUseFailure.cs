using Brain.Domain.Tools;

namespace Brain.Domain.Sessions.Events;

/// <summary>A tool call failed: after the first in a row, and every third, the model is told so.</summary>
internal static class PostToolUseFailure
{
    public static EventDecision Decide(this DecisionBuilder decision)
    {
        var within = decision.Within();
        var repeated = within.Knows(ToolStatus.Errored) || !within.IsCurrent();
        var reached = within.Reach(decision.Event, ToolStatus.Errored);
        if (repeated || decision.Event.IsInterrupt == true)
            return reached.Allow();
        var failures = within.Session.FailuresInARow + 1;
        var counted = reached with { Session = reached.Session with { FailuresInARow = failures } };
        return IsTold(failures)
            ? counted.WithContext(counted.Session.Nudge(decision.Event.ToolName, failures))
            : counted.Allow();
    }

    /// <summary>Whether the model is told of so many failures in a row.</summary>
    internal static bool IsTold(int failures) => failures == 1 || failures % 3 == 0;
}
