using Brain.Domain.Sessions.Events;
using Brain.Messages.Sessions;

namespace Brain.Domain.Sessions;

/// <summary>
/// The one place that decides what a session makes of an event. Pure: the same session, event, rules and time
/// give the same decision, and a repeated event decides the same and counts once.
/// </summary>
public static class SessionDecider
{
    /// <summary>Whether a session knows this event at all; of others it answers nothing and keeps nothing.</summary>
    public static bool Knows(string hookEventName) => HookEvents.All.Contains(hookEventName, StringComparer.Ordinal);

    /// <summary>Decides.</summary>
    /// <param name="session">As it was after the last commit.</param>
    /// <param name="heard">What the hook says.</param>
    /// <param name="rules">What the person configured for the project.</param>
    /// <param name="now">The time.</param>
    /// <param name="delivery">How it came here; null for nothing but what it says.</param>
    public static EventDecision Decide(
        this Session session,
        HookEvent heard,
        SessionContext rules,
        DateTimeOffset now,
        Delivery? delivery = null
    )
    {
        delivery ??= Delivery.Plain;
        if (!Knows(heard.HookEventName))
            return new(session, SessionAnswer.Nothing, session.Nothing(now));
        heard = heard.Within();
        if (delivery.EventId is not { } id)
            return session.Make(heard, delivery, rules, now);
        if (session.Heard.Contains(id))
            return new(session, SessionAnswer.Nothing, session.Nothing(now));
        return session.Make(heard, delivery, rules, now).Remembering(id, replayed: delivery.At is not null);
    }

    private static EventDecision Make(
        this Session session,
        HookEvent heard,
        Delivery delivery,
        SessionContext rules,
        DateTimeOffset now
    )
    {
        // What waited in the spool happened at its own time; a carrier's clock that runs ahead makes nothing happen
        // later than now.
        var draft = DecisionBuilder.Of(session, heard, delivery, rules, delivery.At is { } at && at < now ? at : now);
        var decided = heard.HookEventName switch
        {
            "SessionStart" => SessionStart.Decide(draft),
            "UserPromptSubmit" => UserPromptSubmit.Decide(draft),
            "UserPromptExpansion" => UserPromptExpansion.Decide(draft),
            "PreToolUse" or "PreSkillShellCommand" => PreToolUse.Decide(draft),
            "PostToolUse" => PostToolUse.Decide(draft),
            "PostToolUseFailure" => PostToolUseFailure.Decide(draft),
            "PostToolBatch" => PostToolBatch.Decide(draft),
            "Stop" when heard.AgentId is null => Stop.Decide(draft),
            "StopFailure" when heard.AgentId is null => StopFailure.Decide(draft),
            "ConfigChange" => ConfigChange.Decide(draft),
            "PreCompact" or "PostCompact" => Compaction.Decide(draft),
            "SessionEnd" => SessionEnd.Decide(draft),
            _ => SubagentEvents.Decide(draft),
        };
        return decided.Once(session, heard, delivery, now);
    }

    // What came from the spool is noted even when it changes nothing, and is on disk before it is answered.
    private static EventDecision Remembering(this EventDecision decided, Guid delivery, bool replayed)
    {
        var heard = decided.Next.Heard;
        if (heard.Length == Session.HeardMax)
            heard = heard.RemoveAt(0);
        return decided with
        {
            Next = decided.Next with { Heard = heard.Add(delivery) },
            Change = replayed ? decided.Change with { Replayed = delivery, Later = false } : decided.Change,
        };
    }
}
