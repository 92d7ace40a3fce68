using Brain.Domain.Text;
using Brain.Messages.Commands;
using Brain.Messages.Sessions;

namespace Brain.Domain.Sessions;

/// <summary>The caps on tokens and dollars. Saying it twice changes nothing.</summary>
public static class BudgetCommand
{
    /// <summary>Sets or lifts a cap.</summary>
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

        if (message.Usd is < 0.01m or > DollarAmount.UsdMax)
        {
            return session.Refuse(
                "budget.range",
                $"A budget is $0.01 to {DollarAmount.Format(DollarAmount.UsdMax)}, and {message.Usd} is not; "
                    + "nothing was changed.",
                now
            );
        }

        if (message.Period is { } period)
            return period is "day" or "week"
                ? session.OverAll(message, period, now, by)
                : session.Refuse(
                    "budget.period",
                    $"A budget is of a day or a week, and '{Redaction.Cut(period, 20)}' is neither; nothing was changed.",
                    now
                );
        if (message.Usd is { } usd)
            return session.Take(session with { BudgetUsd = usd }, DollarAmount.Format(usd), now, by);
        // Without an amount both of the session's own caps are lifted.
        var next =
            message.Tokens == session.BudgetCap ? session : session with { BudgetCap = message.Tokens, Warned = false };
        if (message.Tokens is null && next.BudgetUsd is not null)
            next = next with { BudgetUsd = null };
        return session.Take(next, message.Tokens?.ToString() ?? "none", now, by);
    }

    private static ReceiptDecision Take(
        this Session session,
        Session next,
        string value,
        DateTimeOffset now,
        Caller? by
    ) => session.Accept(next, next.BudgetLine(), "budget", value, now, by);

    // It holds for every session: what is written is no row of this one.
    private static ReceiptDecision OverAll(
        this Session session,
        SetBudget message,
        string period,
        DateTimeOffset now,
        Caller? by
    )
    {
        var which = period == "week" ? SpendPeriod.Week : SpendPeriod.Day;
        var others = session.Spend.Caps.RemoveAll(OfAll);
        // What is configured holds again when what was said no longer does.
        var configured = message.Usd is null ? session.Spend.Configured.FirstOrDefault(OfAll) : null;
        var next = session with
        {
            Spend = session.Spend with
            {
                Caps =
                    message.Usd is { } usd ? others.Add(new(which, usd))
                    : configured is null ? others
                    : others.Add(configured),
            },
        };
        var accepted = session.Accept(
            next,
            next.BudgetLine()
                + (
                    configured is null
                        ? ""
                        : $" The cap of {configured.Of} stands in \"budgets\" of brain.json, and is lifted there."
                ),
            $"budget.{period}",
            message.Usd is { } cap ? DollarAmount.Format(cap) : "none",
            now,
            by
        );
        return accepted with
        {
            Change = accepted.Change with { Budgets = new() { Rows = [new(period, message.Usd)] } },
        };

        bool OfAll(SpendCap cap) => cap.Period == which && cap is { Model: null, OfProject: false };
    }

    internal static ReceiptDecision Budget(this Session session, string args, DateTimeOffset now, Caller? by) =>
        SetBudget.TryRead(args, out var cap) ? session.Decide(cap, now, by) : session.Unreadable(args, now);

    private static ReceiptDecision Unreadable(this Session session, string args, DateTimeOffset now)
    {
        var message =
            $"'{Redaction.Cut(args, 60)}' is not an amount of tokens or dollars: say for example "
            + $"{CommandCatalog.Of(CommandKind.Budget).SlashExamples}. Nothing was changed.";
        return new(session, new(message, new("budget.unreadable", message)), session.Nothing(now));
    }
}
