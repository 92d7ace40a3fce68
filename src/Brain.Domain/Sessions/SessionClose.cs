using System.Collections.Immutable;
using Brain.Messages.Commands;
using Brain.Messages.Sessions;

namespace Brain.Domain.Sessions;

/// <summary>
/// How a session ends without its agent's saying so: at a person's word, or because nothing is heard of it any more.
/// </summary>
public static class SessionClose
{
    /// <summary>Ends it. A turn that is still open goes on and ends as it does.</summary>
    public static ReceiptDecision Decide(
        this Session session,
        CloseSession message,
        DateTimeOffset now,
        Caller? by = null
    )
    {
        if (!session.Opened)
            return session.Refuse(
                "session.unknown",
                "The brain knows nothing of this session yet, so there is nothing to close.",
                now
            );
        if (session.Status != SessionStatus.Active || (message.Again && session.Open is not null))
            return new(session, new(message.Told), session.Nothing(now));
        var next = session with
        {
            Status = SessionStatus.Ended,
            Drift = session.Drift with { Open = null, Held = null },
            HeldBack = null,
        };
        return new(
            next,
            new(message.Told),
            next.Nothing(now, by) with
            {
                Session = next.Row(),
                Drift = new() { Level = next.Drift == session.Drift ? null : next.Drift },
                Audits = [new("done", null, ImmutableSortedDictionary<string, string>.Empty.Add("said", message.Told))],
            }
        );
    }

    /// <summary>Gives it up, unless it was heard of in the meantime.</summary>
    public static ReceiptDecision Decide(
        this Session session,
        AbandonSession message,
        DateTimeOffset now,
        Caller? by = null
    )
    {
        if (session.Status != SessionStatus.Active || !session.Opened || session.Open?.StartedAt > message.Since)
            return session.Refuse(
                "session.speaks",
                "The session is not active or was heard of since; it stays as it is.",
                now
            );
        var next = session with { Status = SessionStatus.Abandoned, Open = null, Held = null };
        var turns = session.Open is { } open
            ? ImmutableArray.Create(
                new TurnRow
                {
                    Num = open.Num,
                    EndedBy = "interrupt",
                    ErrorNote = "interrupted: nothing was heard of the session any more",
                }
            )
            : [];
        return new(
            next,
            new("The session is abandoned; what it says next brings it back."),
            next.Nothing(now, by) with
            {
                Session = next.Row(),
                Turns = turns,
                Audits =
                [
                    new(
                        "abandoned",
                        null,
                        ImmutableSortedDictionary<string, string>.Empty.Add("silent_since", message.Since.ToString("O"))
                    ),
                ],
            }
        );
    }
}
