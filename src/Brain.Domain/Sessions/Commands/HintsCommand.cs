using Brain.Domain.Text;
using Brain.Messages.Commands;
using Brain.Messages.Sessions;

namespace Brain.Domain.Sessions;

/// <summary>What a session is told by itself of other sessions. Saying it twice changes nothing.</summary>
public static class HintsCommand
{
    /// <summary>Switches it, or tells how it stands.</summary>
    public static ReceiptDecision Decide(
        this Session session,
        SwitchHints message,
        DateTimeOffset now,
        Caller? by = null
    )
    {
        if (message.On is not { } on || on == (session.Muted != true))
            return new(session, new(session.HintsLine()), session.Nothing(now));
        var next = session with { Muted = !on };
        return session.Accept(next, next.HintsLine(), "hints", on ? "on" : "off", now, by);
    }

    internal static ReceiptDecision Hints(this Session session, string args, DateTimeOffset now, Caller? by)
    {
        if (args.ToLowerInvariant() is "on" or "off")
            return session.Decide(new SwitchHints(args.Equals("on", StringComparison.OrdinalIgnoreCase)), now, by);
        var message =
            $"'{Redaction.Cut(args, 60)}' is neither on nor off: say "
            + $"{CommandCatalog.Of(CommandKind.Hints).SlashExamples}. Nothing was changed.";
        return new(session, new(message, new("hints.unknown", message)), session.Nothing(now));
    }

    internal static string HintsLine(this Session session) =>
        session.Muted == true
            ? "Hints: off; this session is told nothing by itself of other sessions. /hints on takes that back."
            : "Hints: on; this session is told once what others learn, and what is known about its calls. "
                + "/hints off has it told nothing.";
}
