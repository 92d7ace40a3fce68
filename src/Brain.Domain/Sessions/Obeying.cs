using Brain.Domain.Text;
using Brain.Messages.Sessions;

namespace Brain.Domain.Sessions;

/// <summary>What the slash commands do: with words they change the session, without they show it.</summary>
internal static class Obeying
{
    /// <summary>Does what the command says.</summary>
    public static Declared Obey(this Session session, SlashCommand command, DateTimeOffset now)
    {
        if (command.Args.Length == 0)
            return session.Show(command, now);
        return command.Name switch
        {
            "purpose" => session.Decide(new DeclarePurpose(command.Args), now),
            "mode" => ModeOf(command.Args) is { } mode
                ? session.Decide(new ChangeMode(mode), now)
                : session.Decide(new ChangeMode((Mode)(-1)), now),
            _ => session.Budget(command.Args, now),
        };
    }

    /// <summary>Says how it stands and changes nothing.</summary>
    public static Declared Show(this Session session, SlashCommand command, DateTimeOffset now) => new(
        session,
        new(command.Name switch
        {
            "purpose" => session.PurposeLine(),
            "mode" => $"Mode: {session.Mode.Explain()}. Others: /mode sparring, /mode debug, /mode execution.",
            _ => session.BudgetLine(),
        }),
        session.Nothing(now));

    private static Declared Budget(this Session session, string args, DateTimeOffset now)
    {
        if (args.ToLowerInvariant() is "none" or "off" or "unlimited")
            return session.Decide(new SetBudget(null), now);
        if (TokenAmount.TryParse(args, out var tokens))
            return session.Decide(new SetBudget(tokens), now);
        var message = $"'{Redaction.Cut(args, 60)}' is not an amount of tokens: say for example /budget 200k, /budget 1.5m or "
            + "/budget none. Nothing was changed.";
        return new(session, new(message, new("budget.unreadable", message)), session.Nothing(now));
    }

    private static Mode? ModeOf(string args) => args.ToLowerInvariant() switch
    {
        "sparring" => Mode.Sparring,
        "debug" => Mode.Debug,
        "execution" => Mode.Execution,
        _ => null,
    };
}
