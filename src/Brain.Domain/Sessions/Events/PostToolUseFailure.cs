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
        counted = counted.Recalling(out var context);
        var nudge = IsTold(failures) ? counted.Session.Nudge(decision.Event.ToolName, failures) : null;
        return nudge is null && context is null
            ? counted.Allow()
            : counted.WithContext(string.Join('\n', new[] { nudge, context }.OfType<string>()));
    }

    /// <summary>Whether the model is told of so many failures in a row.</summary>
    internal static bool IsTold(int failures) => failures == 1 || failures % 3 == 0;
}
