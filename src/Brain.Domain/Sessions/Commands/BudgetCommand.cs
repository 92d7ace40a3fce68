using Brain.Domain.Text;
using Brain.Messages.Commands;
using Brain.Messages.Sessions;

namespace Brain.Domain.Sessions;

/// <summary>The cap on tokens. Saying it twice changes nothing.</summary>
public static class BudgetCommand
{
    /// <summary>Sets or lifts the cap.</summary>
    public static ReceiptDecision Decide(this Session session, SetBudget message, DateTimeOffset now, Caller? by = null)
    {
        if (message.Tokens is < 1 or > SetBudget.TokensMax)
        {
            return session.Refuse(
                "budget.range",
                $"A budget is 1 to {TokenAmount.Format(SetBudget.TokensMax)} tokens, and {message.Tokens} is not; "
                    + "nothing was changed.",
                now
            );
        }

        var next =
            message.Tokens == session.BudgetCap ? session : session with { BudgetCap = message.Tokens, Warned = false };
        return session.Accept(next, next.BudgetLine(), "budget", message.Tokens?.ToString() ?? "none", now, by);
    }

    internal static ReceiptDecision Budget(this Session session, string args, DateTimeOffset now, Caller? by)
    {
        if (args.ToLowerInvariant() is "none" or "off" or "unlimited")
            return session.Decide(new SetBudget(null), now, by);
        if (TokenAmount.TryParse(args, out var tokens))
            return session.Decide(new SetBudget(tokens), now, by);
        var message =
            $"'{Redaction.Cut(args, 60)}' is not an amount of tokens: say for example /budget 200k, /budget 1.5m or "
            + "/budget none. Nothing was changed.";
        return new(session, new(message, new("budget.unreadable", message)), session.Nothing(now));
    }
}
