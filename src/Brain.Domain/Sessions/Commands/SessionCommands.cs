using System.Collections.Immutable;
using Brain.Messages.Commands;
using Brain.Messages.Sessions;

namespace Brain.Domain.Sessions;

/// <summary>What the session's own slash commands do: with words they change it, without they show it.</summary>
internal static class SessionCommands
{
    /// <summary>Does what the command says.</summary>
    public static ReceiptDecision Obey(this Session session, SlashCommand command, DateTimeOffset now, Caller? by)
    {
        if (command.Args.Length == 0)
            return session.Show(command, now);
        return command.Kind switch
        {
            CommandKind.Purpose => session.Decide(new DeclarePurpose(command.Args), now, by),
            CommandKind.Mode => ModeWords.Parse(command.Args) is { } mode
                ? session.Decide(new ChangeMode(mode), now, by)
                : session.Decide(new ChangeMode((Mode)(-1)), now),
            CommandKind.Hints => session.Hints(command.Args, now, by),
            _ => session.Budget(command.Args, now, by),
        };
    }

    /// <summary>Says how it stands and changes nothing.</summary>
    public static ReceiptDecision Show(this Session session, SlashCommand command, DateTimeOffset now) =>
        new(
            session,
            new(
                command.Kind switch
                {
                    CommandKind.Purpose => session.PurposeLine(),
                    CommandKind.Mode =>
                        $"Mode: {session.Mode.Explain()}. Others: /mode sparring, /mode debug, /mode execution.",
                    CommandKind.Hints => session.HintsLine(),
                    _ => session.BudgetLine(),
                }
            ),
            session.Nothing(now)
        );

    internal static ReceiptDecision Accept(
        this Session session,
        Session next,
        string text,
        string action,
        string value,
        DateTimeOffset now,
        Caller? by
    )
    {
        if (next == session)
            return new(session, new(text), session.Nothing(now));
        var detail = ImmutableSortedDictionary<string, string>.Empty.Add("value", value);
        var opened = next with { Opened = true, Source = next.Source ?? by?.Source };
        var change = opened.Nothing(now, by) with
        {
            Session = opened.Row(),
            Drift = new() { Level = opened.Drift == session.Drift ? null : opened.Drift },
            Audits = [new(action, null, detail)],
        };
        return new(opened, new(text), change);
    }

    internal static ReceiptDecision Refuse(this Session session, string code, string message, DateTimeOffset now) =>
        new(session, new(message, new(code, message)), session.Nothing(now));
}
