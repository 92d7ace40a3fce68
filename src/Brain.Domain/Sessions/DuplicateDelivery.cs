using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Brain.Messages;
using Brain.Messages.Sessions;

namespace Brain.Domain.Sessions;

/// <summary>
/// Hooks installed in the settings and as a plugin deliver every event twice. Rows tell a repeat by their own keys;
/// here the words do: a decision is given to both, contexts and messages to the first only.
/// </summary>
public static class DuplicateDelivery
{
    /// <summary>Answers that are remembered.</summary>
    public const int AnsweredEventsMax = 32;

    /// <summary>Claude Code waits this long for a hook, so a second delivery of an event comes within it.</summary>
    public static readonly TimeSpan RepeatMax = TimeSpan.FromSeconds(10);

    /// <summary>Whether this very event was answered with words a moment ago.</summary>
    public static bool HasAnswered(this Session session, HookEvent hookEvent, Delivery delivery, DateTimeOffset now) =>
        !session.AnsweredEvents.IsEmpty && session.HasAnswered(Key(hookEvent, delivery), now);

    /// <summary>
    /// The decision without the words if the first delivery brought them; else as it is, and remembered.
    /// </summary>
    public static EventDecision Once(
        this EventDecision decided,
        Session before,
        HookEvent hookEvent,
        Delivery delivery,
        DateTimeOffset now
    )
    {
        if (!decided.Change.Orient && !Speaks(decided.Answer))
            return decided;
        var key = Key(hookEvent, delivery);
        if (before.HasAnswered(key, now))
            return decided with { Answer = Mute(decided.Answer), Change = decided.Change with { Orient = false } };
        ImmutableArray<AnsweredEvent> answered =
        [
            .. decided.Next.AnsweredEvents.TakeLast(AnsweredEventsMax - 1),
            new(key, now),
        ];
        return decided with { Next = decided.Next with { AnsweredEvents = answered } };
    }

    private static bool HasAnswered(this Session session, string key, DateTimeOffset now) =>
        session.AnsweredEvents.Any(answered => (now - answered.At).Duration() < RepeatMax && answered.Key == key);

    private static bool Speaks(SessionAnswer answer) => answer.Message is not null || answer.Context is not null;

    private static SessionAnswer Mute(SessionAnswer answer) =>
        answer.Decision == AnswerDecision.None ? SessionAnswer.Nothing : answer with { Message = null, Context = null };

    // Both carriers say the same of the event, and whose process it is; what else each says is its own.
    private static string Key(HookEvent hookEvent, Delivery delivery) =>
        Convert.ToHexStringLower(
            SHA256.HashData([
                .. JsonSerializer.SerializeToUtf8Bytes(hookEvent, MessagesJson.Default.HookEvent),
                .. Encoding.UTF8.GetBytes($"{delivery.Process}:{delivery.ParentSessionId}"),
            ])
        );
}
