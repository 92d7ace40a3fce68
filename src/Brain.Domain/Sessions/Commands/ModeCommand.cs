using Brain.Messages.Commands;
using Brain.Messages.Sessions;

namespace Brain.Domain.Sessions;

/// <summary>What the agent may do. Saying it twice changes nothing.</summary>
public static class ModeCommand
{
    /// <summary>Changes what the agent may do.</summary>
    public static ReceiptDecision Decide(
        this Session session,
        ChangeMode message,
        DateTimeOffset now,
        Caller? by = null
    ) =>
        Enum.IsDefined(message.Mode)
            ? session.Accept(
                session with
                {
                    Mode = message.Mode,
                },
                $"Mode: {message.Mode.Explain()}",
                "mode",
                message.Mode.Word(),
                now,
                by
            )
            : session.Refuse(
                "mode.unknown",
                $"There is no such mode: say {string.Join(", ", ModeWords.All.SkipLast(1))} or {ModeWords.All[^1]}. "
                    + "Nothing was changed.",
                now
            );
}
