namespace Brain.Client.Hooks;

/// <summary>Carries one event to the brain and its decision back; says what happens when that fails.</summary>
/// <param name="home">Where the brain is.</param>
/// <param name="hard">Refuse what the brain cannot decide.</param>
internal sealed class HookCarrier(BrainHome home, bool hard)
{
    /// <summary>How long a soft session waits for the brain. <c>BRAIN_SOFT_MS</c> changes it.</summary>
    internal const int SoftDeadlineMs = 250;

    /// <summary>How long a hard session waits before it refuses. <c>BRAIN_HARD_MS</c> changes it.</summary>
    internal const int HardDeadlineMs = 1000;

    internal HookOutcome Carry(HookPayload payload)
    {
        var head = HookHead.Of(payload.Bytes);
        if (payload.Bytes.IsEmpty)
            return new(0, default, HookWords.NoEvent);
        if (payload.TooLong)
            return Failed(head, payload, $"the event is longer than {HookPayload.BytesMax} bytes");

        var patience = hard && head.Refusable
            ? Patience("BRAIN_HARD_MS", HardDeadlineMs)
            : Patience("BRAIN_SOFT_MS", SoftDeadlineMs);
        var answer = SocketHttp.Exchange(
            home.Socket, payload.AsRequest(hard, Ancestry.Headers(head, payload.Bytes)), Environment.TickCount64 + patience);

        return answer switch
        {
            { Fault: { } why } => Failed(head, payload, why),
            { Status: >= 400 and < 500 } => NotAnEvent(head, answer),
            { Status: not 200 } => Failed(head, payload, $"it answered with HTTP status {answer.Status}"),
            _ => Decided(head, payload, answer),
        };
    }

    private HookOutcome Decided(HookHead head, HookPayload payload, HttpAnswer answer)
    {
        var body = answer.Body.Trim(" \r\n\t"u8);
        if (body.Length > 0 && (body.Span[0] != '{' || body.Span[^1] != '}'))
            return Failed(head, payload, "its answer was not a decision");

        new Outage(home, head.Session).Over();
        return body.Length == 0 || body.Span.SequenceEqual("{}"u8) ? HookOutcome.Nothing : new(0, body, null);
    }

    private HookOutcome NotAnEvent(HookHead head, HttpAnswer answer) =>
        new(hard && head.Refusable ? 2 : 0, default, HookWords.NotAnEvent(answer));

    private HookOutcome Failed(HookHead head, HookPayload payload, string why)
    {
        if (hard && head.Refusable)
            return new(2, default, HookWords.Refused(why));

        if (payload.TooLong)
            return head.Visible ? new(0, HookWords.Shown($"This event did not reach the brain: {why}."), null) : HookOutcome.Nothing;

        var lost = new Spool(home, head.Session).Keep(payload.Bytes, hard);
        return head.Visible && new Outage(home, head.Session).FirstSeen(lost is not null)
            ? new(0, HookWords.Down(why, lost), null)
            : HookOutcome.Nothing;
    }

    private static int Patience(string variable, int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), out var ms) && ms > 0 ? ms : usual;
}
