using Brain.Domain.Text;
using Brain.Messages.Sessions;

namespace Brain.Domain.Sessions;

/// <summary>How a session begins, is compacted, tampered with and ends.</summary>
internal static class Living
{
    private const int RepeatSecondsMax = 2;

    public static Decided Start(this DecisionBuilder draft)
    {
        var source = draft.Event.Source ?? "startup";
        var oriented = draft with { Change = draft.Change with { Orient = true } };
        var weak = draft.IsHistory ? null : draft.Event.Weak;
        if (source == "compact")
            return oriented.Audit("SessionStart", $"compact:{draft.Event.PromptId}", ("source", source)).Allow();
        var fresh = oriented.Interrupt($"the session began again ({source})");
        var lineage = source is "resume" or "fork" or "clear" ? source : null;
        return fresh.WithSession(fresh.Session, lineage)
            .Audit("SessionStart", $"{source}:{fresh.Session.TurnCount}", ("source", source), ("model", draft.Event.Model), ("weak", weak))
            .Answering(weak is null ? HookAnswer.Nothing : new() { SystemMessage = $"🪑 Session Boss: settings weaken the brain here: {weak}" });
    }

    // Whatever is printed on these two reaches the model, so the answer says nothing.
    public static Decided Compact(this DecisionBuilder draft) => draft
        .Audit(
            draft.Event.HookEventName,
            $"{draft.Event.Trigger}:{draft.Event.PromptId}:{Redaction.Digest(draft.Event.CompactSummary)}",
            ("trigger", draft.Event.Trigger),
            ("summary", draft.Event.CompactSummary))
        .Allow();

    public static Decided SubAgent(this DecisionBuilder draft) => draft
        .Audit(
            draft.Event.HookEventName,
            $"{draft.Event.AgentId}:{draft.Event.PromptId}:{draft.Event.StopHookActive}",
            ("agent_id", draft.Event.AgentId),
            ("agent_type", draft.Event.AgentType),
            ("turn", draft.TurnNum?.ToString()),
            ("said", draft.Event.LastAssistantMessage is { } said ? Redaction.Cut(said, 4_000) : null))
        .Allow();

    public static Decided ChangeOfConfig(this DecisionBuilder draft)
    {
        var heard = draft.Event;
        // The event has no id of its own. Delivered twice it comes twice at once; another edit takes longer.
        var key = $"{heard.Source}:{heard.PromptId}:{heard.Hooks}:{draft.Now.ToUnixTimeSeconds() / RepeatSecondsMax}";
        var audited = draft.Audit("ConfigChange", key, ("source", heard.Source), ("file", heard.FilePath), ("hooks", heard.Hooks?.ToString()), ("weak", heard.Weak));
        if (heard.Hooks is null or HooksState.Intact)
            return audited.Allow();

        var what = heard.Hooks switch
        {
            HooksState.Disabled => "switches every hook off (disableAllHooks)",
            HooksState.Weakened => $"weakens the brain's hooks ({heard.Weak})",
            _ => "takes hooks of the brain away",
        };
        var detail = $"A change of {heard.FilePath ?? heard.Source ?? "the settings"} {what}.";
        // A change in the middle of a turn is the agent's doing; between turns it is the person's.
        var drifted = audited.Add(new DriftRow(draft.Session.Open is null ? "user" : "ai", key, detail, draft.TurnNum));
        if (!draft.Session.Hard)
            return drifted.Allow();
        var reason = $"{detail} This session is hard, so the change was not taken over. To end that: brain uninstall claude-code.";
        return drifted
            .Judge(key, "block", "config.tamper", reason, ("file", heard.FilePath), ("hooks", heard.Hooks.ToString()))
            .Answering(new() { Decision = "block", Reason = reason });
    }

    public static Decided End(this DecisionBuilder draft)
    {
        var reason = draft.Event.Reason ?? "other";
        var closed = draft.Interrupt($"the session ended ({reason})");
        return closed
            .WithSession(closed.Session with { Status = SessionStatus.Ended, Held = null }, endReason: reason)
            .Audit("SessionEnd", $"{reason}:{closed.Session.TurnCount}", ("reason", reason))
            .Allow();
    }
}
