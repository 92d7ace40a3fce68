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

/// <summary>A turn ends in an error.</summary>
internal static class StopFailure
{
    public static Decided Decide(this DecisionBuilder draft)
    {
        var within = draft.Within();
        var num = within.TurnNum ?? within.Session.TurnCount;
        var note = $"{draft.Event.Error ?? "unknown"}: {draft.Event.LastAssistantMessage}";
        return within.Close(num)
            .Add(new TurnRow { Num = num, EndedBy = "failure", ErrorNote = Redaction.Clean(note, 4_000) })
            .Allow();
    }
}
