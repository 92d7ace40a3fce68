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
    public static bool Knows(EventKind kind) => kind is not (EventKind.Unknown or EventKind.ModelRequest);

    /// <summary>Decides.</summary>
    /// <param name="session">As it was after the last commit.</param>
    /// <param name="hookEvent">What the hook says.</param>
    /// <param name="rules">What the person configured for the project.</param>
    /// <param name="now">The time.</param>
    /// <param name="delivery">How it came here; null for nothing but what it says.</param>
    public static EventDecision Decide(
        this Session session,
        HookEvent hookEvent,
        SessionContext rules,
        DateTimeOffset now,
        Delivery? delivery = null
    )
    {
        delivery ??= Delivery.Plain;
        if (!Knows(hookEvent.Kind))
            return new(session, SessionAnswer.Nothing, session.Nothing(now));
        hookEvent = hookEvent.Within();
        if (delivery.EventId is not { } id)
            return session.Make(hookEvent, delivery, rules, now);
        if (session.Heard.Contains(id))
            return new(session, SessionAnswer.Nothing, session.Nothing(now));
        return session.Make(hookEvent, delivery, rules, now).Remembering(id, replayed: delivery.At is not null);
    }

    private static EventDecision Make(
        this Session session,
        HookEvent hookEvent,
        Delivery delivery,
        SessionContext rules,
        DateTimeOffset now
    )
    {
        hookEvent = session.Identify(hookEvent);
        // What waited in the spool happened at its own time; a carrier's clock that runs ahead makes nothing happen
        // later than now.
        var decision = DecisionBuilder.Of(
            session,
            hookEvent,
            delivery,
            rules,
            delivery.At is { } at && at < now ? at : now
        );
        var decided = hookEvent.Kind switch
        {
            EventKind.SessionStart => SessionStart.Decide(decision),
            EventKind.Prompt => UserPromptSubmit.Decide(decision),
            EventKind.Command => UserPromptExpansion.Decide(decision),
            EventKind.ToolCall or EventKind.CommandShellLine => PreToolUse.Decide(decision),
            EventKind.ToolSuccess => PostToolUse.Decide(decision),
            EventKind.ToolFailure => PostToolUseFailure.Decide(decision),
            EventKind.ToolBatch => PostToolBatch.Decide(decision),
            EventKind.TurnEnd when hookEvent.AgentId is null => Stop.Decide(decision),
            EventKind.TurnFailure when hookEvent.AgentId is null => StopFailure.Decide(decision),
            EventKind.TurnInterruption when hookEvent.AgentId is null => decision.Stopped().Allow(),
            EventKind.PermissionRequest => PermissionRequest.Decide(decision),
            EventKind.PermissionRefusal => PermissionRefusal.Decide(decision),
            EventKind.SettingsChange => ConfigChange.Decide(decision),
            EventKind.CompactionStart or EventKind.CompactionEnd => Compaction.Decide(decision),
            EventKind.SessionEnd => SessionEnd.Decide(decision),
            _ => SubagentEvents.Decide(decision),
        };
        decided = decided.Once(session, hookEvent, delivery, now);
        return delivery.StartIsUnseen ? decided.Shown(hookEvent.Kind) : decided;
    }

    // What is said at a start that nobody sees is said with the first answer that they do.
    private static EventDecision Shown(this EventDecision decided, EventKind kind) =>
        (kind, decided.Answer) switch
        {
            (EventKind.SessionStart, { Message: { } note } answer) => decided.With(
                note,
                answer with
                {
                    Message = null,
                }
            ),
            (EventKind.Prompt or EventKind.Command, { Decision: AnswerDecision.Block } answer)
                when decided.Next.Unshown is { Length: > 0 } note => decided.With(
                "",
                answer with
                {
                    Message = answer.Message is { } more ? $"{note}\n{more}" : note,
                }
            ),
            _ => decided,
        };

    private static EventDecision With(this EventDecision decided, string unshown, SessionAnswer answer)
    {
        var next = decided.Next with { Unshown = unshown };
        var row = decided.Change.Session ?? next.Row();
        var told = row with { Metadata = row.Metadata with { Unshown = unshown } };
        return new(next, answer, decided.Change with { Session = told });
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
