using Brain.Domain.Drift;
using Brain.Messages.Sessions;

namespace Brain.Domain.Sessions.Events;

/// <summary>A settings file changed; what it does to the brain's hooks was looked at by the adapter.</summary>
internal static class ConfigChange
{
    private const int RepeatSecondsMax = 2;

    public static EventDecision Decide(this DecisionBuilder decision)
    {
        var (hookEvent, how) = (decision.Event, decision.Delivery);
        // The event has no id of its own. Delivered twice it comes twice at once; another edit takes longer.
        var key =
            $"{hookEvent.Source}:{hookEvent.PromptId}:{how.Hooks}:{decision.Now.ToUnixTimeSeconds() / RepeatSecondsMax}";
        var audited = decision.Audit(
            hookEvent.Name,
            key,
            ("source", hookEvent.Source),
            ("file", hookEvent.FilePath),
            ("hooks", how.Hooks?.ToString()),
            ("weak", how.Weak)
        );
        if (how.Hooks is null or HooksState.Intact)
            return audited.Allow();

        var what = how.Hooks switch
        {
            HooksState.Disabled => "switches every hook off" + (how.OffSwitch is { } off ? $" ({off})" : ""),
            HooksState.Weakened => $"weakens the brain's hooks ({how.Weak})",
            _ => "takes hooks of the brain away",
        };
        var detail = $"A change of {hookEvent.FilePath ?? hookEvent.Source ?? "the settings"} {what}.";
        // A change in the middle of a turn is the agent's doing; between turns it is the person's.
        var drifted = audited.Add(
            new DriftRow(decision.Session.Open is null ? "user" : "ai", key, detail, decision.TurnNum)
        );
        if (!decision.Session.Hard)
            return drifted.Allow();
        var reason =
            $"{detail} This session is hard, so the change was not taken over. To end that: brain uninstall "
            + $"{decision.Change.Source}.";
        return drifted
            .Judge(key, "block", "config.tamper", reason, ("file", hookEvent.FilePath), ("hooks", how.Hooks.ToString()))
            .Answering(SessionAnswer.Block(reason));
    }
}
