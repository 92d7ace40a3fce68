using Brain.Domain.Text;
using Brain.Messages.Commands;
using Brain.Messages.Sessions;

namespace Brain.Domain.Sessions;

/// <summary>What a session is for. Saying it twice changes nothing.</summary>
public static class PurposeCommand
{
    /// <summary>Declares what the session is for.</summary>
    public static ReceiptDecision Decide(
        this Session session,
        DeclarePurpose message,
        DateTimeOffset now,
        Caller? by = null
    )
    {
        var purpose = (message.Purpose ?? "").Trim();
        if (purpose.Length == 0)
            return session.Refuse(
                "purpose.empty",
                "A purpose needs words; nothing was changed. Say for example: /purpose fix the login bug.",
                now
            );
        if (purpose.Length > DeclarePurpose.PurposeMax)
        {
            return session.Refuse(
                "purpose.long",
                $"The purpose has {purpose.Length} characters and may have {DeclarePurpose.PurposeMax}; nothing "
                    + "was changed.",
                now
            );
        }

        var clean = Redaction.Clean(purpose, DeclarePurpose.PurposeMax)!;
        // A new purpose answers the checkpoint that asked about the old one.
        var next = session with
        {
            Purpose = clean,
            Provisional = false,
            Drift = session.Drift with { Open = null, Held = null },
            HeldBack = null,
        };
        return session.Accept(next, $"Purpose: {clean}", "purpose", clean, now, by);
    }
}
