using Brain.Client.Agents;
using Brain.Client.Http;
using Brain.Client.Supervisor;
using Brain.Messages.Hooks.ClaudeCode;
using Brain.Messages.Sessions;

namespace Brain.Client.Hooks;

/// <summary>Carries one event to the brain and its decision back; says what happens when that fails.</summary>
/// <param name="home">Where the brain is.</param>
/// <param name="hard">Refuse what the brain cannot decide.</param>
/// <param name="handOff">Make a HANDOFF.md in projects that have none.</param>
internal sealed class HookCarrier(BrainHome home, bool hard, bool handOff = false)
{
    /// <summary>Whose hook.</summary>
    internal HookAgent Agent { get; init; } = HookAgent.First;

    /// <summary>The event, where the agent's payload does not say; else null.</summary>
    internal string? Event { get; init; }

    /// <summary>How long a soft session waits, in milliseconds; the environment decides when null.</summary>
    internal int? SoftMs { get; init; }

    /// <summary>How long a hard session waits, in milliseconds; the environment decides when null.</summary>
    internal int? HardMs { get; init; }

    /// <summary>How long a soft session waits for the brain. <c>BRAIN_SOFT_MS</c> changes it.</summary>
    internal const int SoftDeadlineMs = 250;

    /// <summary>How long a hard session waits before it refuses. <c>BRAIN_HARD_MS</c> changes it.</summary>
    internal const int HardDeadlineMs = 1000;

    // Of the time an event has, the part that is its own even when others wait before it.
    private const int OwnShare = 4;

    internal HookOutcome Carry(HookPayload payload)
    {
        var head = HookHead.Of(payload.Bytes, Agent, Event);
        if (payload.Bytes.IsEmpty)
            return Unreadable(head, payload, "nothing came on stdin");
        if (!payload.TooLong && !payload.IsCut && Agent.IsOthers(head, payload.Bytes))
            return HookOutcome.Nothing;
        if (!payload.TooLong && (head.Event is null || payload.IsCut))
            return Unreadable(head, payload, payload.IsCut ? "it was cut off" : "it names no event");
        var carried = new CarriedEvent(
            head,
            payload,
            new(Agent.Delivery(payload.Bytes) ?? Guid.CreateVersion7(), hard)
            {
                Agent = Agent == HookAgent.First ? null : Agent.Known.Name,
            }
        );
        if (payload.TooLong)
            return Failed(carried, $"the event is longer than {HookPayload.BytesMax} bytes");

        var notes = HandOffOf(head, payload);
        carried = carried with
        {
            Delivery = carried.Delivery with
            {
                Origin =
                    Agent.EventHeader(head)
                    + Agent.ShellHeader()
                    + SessionLineage.Headers(head, payload.Bytes)
                    + HookFolder.Headers(head, payload.Bytes),
                HandOff = head.Kind == EventKind.TurnEnd ? notes?.Project : null,
            },
        };
        if (head.Kind == EventKind.SessionStart)
            Begin(head, notes);

        var patience =
            hard && head.Refusable
                ? HardMs ?? Patience("BRAIN_HARD_MS", HardDeadlineMs, SettingsWeakness.HardMs)
                : SoftMs ?? Patience("BRAIN_SOFT_MS", SoftDeadlineMs, SettingsWeakness.SoftMs);
        // A person typed it for the brain itself, and waits for the answer while the brain lives.
        if (Agent.IsCommand(head, payload.Bytes))
            patience = Math.Max(patience, HookWaits.TypedMs);
        var deadline = Environment.TickCount64 + patience;
        // What waits comes first: a session's events are heard in their order.
        if (new Spool(home, head.Session).Waits)
        {
            var replayed = new Replay(home, head.Session).Run(deadline - (patience / OwnShare), patience);
            if (!replayed.Empty)
                return replayed is { Sent: 0, Fault: { } down } ? Failed(carried, down) : Behind(carried);
        }

        var answer = SocketHttp.Exchange(
            home.Socket,
            payload.AsRequest(
                hard,
                carried.Delivery.Headers(deadline) + notes?.Header + HookTrace.Header,
                Agent.Known.Route
            ),
            deadline
        );
        return answer switch
        {
            { Fault: { } why } => Failed(carried, why),
            { Status: 422 } => NotAHooks(head, payload, answer.ErrorMessage ?? answer.WhyNot),
            { Status: >= 400 and < 500 } => Unreadable(head, payload, answer.ErrorMessage ?? answer.WhyNot),
            { Status: not 200 } => Failed(carried, answer.WhyNot),
            _ => Decided(carried, answer, notes),
        };
    }

    // A supervisor that was killed is missed by nobody until the silo ends too; so it is looked for now and then.
    private void Begin(HookHead head, HandOffNotes? notes)
    {
        if (head.Session is { } session)
            notes?.Open(session);
        _ = BackgroundStart.Try(home, "hook");
    }

    private HandOffNotes? HandOffOf(HookHead head, HookPayload payload) =>
        head.Kind is EventKind.SessionStart or EventKind.TurnEnd
            ? HandOffNotes.Of(head, payload.Bytes, handOff) : null;

    private HookOutcome Decided(CarriedEvent carried, HttpAnswer answer, HandOffNotes? notes)
    {
        var body = answer.Body.Trim(" \r\n\t"u8);
        if (body.Length > 0 && (body.Span[0] != '{' || body.Span[^1] != '}'))
            return Failed(carried, HttpAnswer.NoDecision);

        var mayTell = carried.Head.Visible && body.Span.IndexOf("\"decision\""u8) < 0;
        if (new OutageNotice(home, carried.Head.Session).Over(mayTell) is { } outage)
            body = HookText.Back(Agent, body.Span, outage);
        if (carried.Head.Kind == EventKind.TurnEnd)
            notes?.Append(home, carried.Payload.Bytes);
        if (carried.Head.Kind == EventKind.SessionEnd)
            new OutageNotice(home, carried.Head.Session).ForgetUnreadable();
        // Other sessions' events may wait too, of sessions that will never speak again.
        if (Posix.IsThere(Spool.Marker(home)))
        {
            if (carried.Head.Commits)
                PoisonEvent.Heard(home);
            Flusher.Start(home);
        }

        return body.Length == 0 || body.Span.SequenceEqual("{}"u8) ? HookOutcome.Nothing : new(0, body, null);
    }

    // What nobody can read may be anything, a tool call too: who is hard refuses it. It is kept as it came, and the
    // person is told once.
    private HookOutcome Unreadable(HookHead head, HookPayload payload, string why)
    {
        if (hard && (head.Event is null || head.Refusable))
            return Refuse(head, HookText.Unreadable(Agent, why));
        var lost = new RejectedLines(home).Keep(why, head.Session ?? Spool.NoSession, payload.Bytes);
        var mayShow = head.Event is null ? payload.Bytes.IndexOf("Compact"u8) < 0 : head.Visible;
        return mayShow && new OutageNotice(home, head.Session).FirstUnreadable()
            ? new(0, HookText.NotRead(Agent, why, lost), null)
            : HookOutcome.Nothing;
    }

    // A command sent it, and no hook: whoever typed it is told so.
    private HookOutcome NotAHooks(HookHead head, HookPayload payload, string why)
    {
        new RejectedLines(home).Keep(why, head.Session ?? Spool.NoSession, payload.Bytes);
        return hard && head.Refusable ? Refuse(head, $"brain: {why}") : new(1, default, $"brain: {why}");
    }

    private HookOutcome Refuse(HookHead head, string words) => Agent.Refuse(head, words);

    // More waits than there is time for: this event takes its place behind it, and somebody else does the rest.
    private HookOutcome Behind(CarriedEvent carried)
    {
        if (carried.Head.OnlyAsks)
            return HookOutcome.Nothing;
        if (hard && carried.Head.Refusable)
        {
            Flusher.Start(home);
            return Refuse(carried.Head, HookText.Behind());
        }

        var lost = new Spool(home, carried.Head.Session).Keep(carried.Payload.Bytes, carried.Delivery);
        if (lost is null)
            new OutageNotice(home, carried.Head.Session).Keep();
        Flusher.Start(home);
        return
            lost is not null
            && carried.Head.Visible
            && new OutageNotice(home, carried.Head.Session).FirstSeen(lost: true)
            ? new(0, HookText.Lost(Agent, lost), null)
            : HookOutcome.Nothing;
    }

    private HookOutcome Failed(CarriedEvent carried, string why)
    {
        var head = carried.Head;
        var comes = SocketHttp.IsGone(why) && BackgroundStart.Try(home, "hook");
        if (head.OnlyAsks)
            return HookOutcome.Nothing;
        if (hard && head.Refusable)
            return Refuse(head, HookText.Refused(Agent, why, comes));

        if (carried.Payload.TooLong)
            return head.Visible
                ? new(0, Agent.Shown($"This event did not reach the brain: {why}."), null)
                : HookOutcome.Nothing;

        var lost = new Spool(home, head.Session).Keep(carried.Payload.Bytes, carried.Delivery);
        if (lost is null)
            new OutageNotice(home, head.Session).Keep();
        return head.Visible && new OutageNotice(home, head.Session).FirstSeen(lost is not null)
            ? new(0, HookText.Down(Agent, why, lost, comes), null)
            : HookOutcome.Nothing;
    }

    // A project's settings can set these: a wait too short for any answer would switch the brain off, one too long the
    // person.
    internal static int Patience(string variable, int usual, (int Min, int Max) limits) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), out var ms) && ms > 0
            ? Math.Clamp(ms, limits.Min, limits.Max)
            : usual;

    /// <summary>One event on its way.</summary>
    private readonly record struct CarriedEvent(HookHead Head, HookPayload Payload, CarriedDelivery Delivery);
}
