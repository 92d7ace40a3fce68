using Brain.Domain.Tools;

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
        return (current ? reached with { Session = reached.Session with { FailuresInARow = 0 } } : reached).Allow();
    }
}
