using System.Collections.Immutable;
using Brain.Domain.Text;
using Brain.Messages.Sessions;

namespace Brain.Domain.Sessions;

/// <summary>What a person tells a session to be: its purpose, its mode, its budget. Saying it twice changes nothing.</summary>
public static class Declaring
{
    /// <summary>Declares what the session is for.</summary>
    public static Declared Decide(this Session session, DeclarePurpose message, DateTimeOffset now)
    {
        var purpose = (message.Purpose ?? "").Trim();
        if (purpose.Length == 0)
            return session.Refuse("purpose.empty", "A purpose needs words; nothing was changed. Say for example: /purpose fix the login bug.", now);
        if (purpose.Length > DeclarePurpose.PurposeMax)
        {
            return session.Refuse(
                "purpose.long",
                $"The purpose has {purpose.Length} characters and may have {DeclarePurpose.PurposeMax}; nothing was changed.",
                now);
        }

        var clean = Redaction.Clean(purpose, DeclarePurpose.PurposeMax)!;
        // A new purpose answers the checkpoint that asked about the old one.
        var next = session with { Purpose = clean, Provisional = false, Drift = session.Drift with { Open = null, Held = null }, HeldBack = null };
        return session.Accept(next, $"Purpose: {clean}", "purpose", clean, now);
    }

    /// <summary>Changes what the agent may do.</summary>
    public static Declared Decide(this Session session, ChangeMode message, DateTimeOffset now) =>
        Enum.IsDefined(message.Mode)
            ? session.Accept(session with { Mode = message.Mode }, $"Mode: {message.Mode.Explain()}", "mode", message.Mode.Word(), now)
            : session.Refuse("mode.unknown", "There is no such mode: say sparring, debug or execution. Nothing was changed.", now);

    /// <summary>Sets or lifts the cap.</summary>
    public static Declared Decide(this Session session, SetBudget message, DateTimeOffset now)
    {
        if (message.Tokens is < 1 or > SetBudget.TokensMax)
        {
            return session.Refuse(
                "budget.range",
                $"A budget is 1 to {TokenAmount.Format(SetBudget.TokensMax)} tokens, and {message.Tokens} is not; nothing was changed.",
                now);
        }

        var next = message.Tokens == session.BudgetCap ? session : session with { BudgetCap = message.Tokens, Warned = false };
        return session.Accept(next, next.BudgetLine(), "budget", message.Tokens?.ToString() ?? "none", now);
    }

    private static Declared Accept(
        this Session session, Session next, string said, string action, string value, DateTimeOffset now)
    {
        if (next == session)
            return new(session, new(said), session.Nothing(now));
        var detail = ImmutableSortedDictionary<string, string>.Empty.Add("value", value);
        var opened = next with { Opened = true };
        var change = opened.Nothing(now) with
        {
            Session = opened.Row(),
            Drift = opened.Drift == session.Drift ? null : opened.Drift,
            Audits = [new(action, null, detail)],
        };
        return new(opened, new(said), change);
    }

    internal static Declared Refuse(this Session session, string code, string message, DateTimeOffset now) =>
        new(session, new(message, new(code, message)), session.Nothing(now));
}
