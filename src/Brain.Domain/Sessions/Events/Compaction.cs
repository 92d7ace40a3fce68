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

/// <summary>The conversation is compacted (PreCompact, PostCompact).</summary>
internal static class Compaction
{
    // Whatever is printed on these two reaches the model, so the answer says nothing.
    public static Decided Decide(this DecisionBuilder draft) => draft
        .Audit(
            draft.Event.HookEventName,
            $"{draft.Event.Trigger}:{draft.Event.PromptId}:{Redaction.Digest(draft.Event.CompactSummary)}",
            ("trigger", draft.Event.Trigger),
            ("summary", draft.Event.CompactSummary))
        .Allow();
}
