using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using Brain.Domain.Drift;
using Brain.Domain.Personas;
using Brain.Domain.Text;
using Brain.Domain.Tools;
using Brain.Domain.Watching;
using Brain.Messages.Sessions;

namespace Brain.Domain.Sessions.Events;

/// <summary>A tool call succeeded.</summary>
internal static class PostToolUse
{
    public static Decided Decide(this DecisionBuilder draft)
    {
        var within = draft.Within();
        var current = within.IsCurrent() && !within.Knows(ToolStatus.Ok);
        var reached = within.Reach(draft.Event, ToolStatus.Ok);
        if (!within.Knows(ToolStatus.Ok))
            reached = reached.Advance(draft.Event);
        return (current ? reached with { Session = reached.Session with { FailuresInARow = 0 } } : reached).Allow();
    }
}
