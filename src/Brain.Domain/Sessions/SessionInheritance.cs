using Brain.Messages.Sessions;

namespace Brain.Domain.Sessions;

/// <summary>
/// A conversation that is cleared or forked goes on in a new session: what the person said of the old one holds there,
/// and they are told so.
/// </summary>
public static class SessionInheritance
{
    /// <summary>The session with what its row was given.</summary>
    public static Session GoingOnWith(this Session session, InheritedTerms terms) =>
        session with
        {
            Purpose = session.Purpose ?? terms.Purpose,
            Provisional = session.Purpose is null
                ? terms.Purpose is not null && terms.Provisional
                : session.Provisional,
            Mode = terms.Mode,
            BudgetCap = session.BudgetCap ?? terms.BudgetCap,
            BudgetUsd = session.BudgetUsd ?? terms.BudgetUsd,
            UsdBefore = terms.UsdBefore,
            Warned = terms.Warned,
            UsedBefore = terms.UsedBefore,
        };

    /// <summary>The answer with one line that says what came along; the same where nothing did.</summary>
    /// <param name="session">As it is after the commit.</param>
    /// <param name="answer">What is said already.</param>
    /// <param name="terms">What its row was given, or null.</param>
    public static SessionAnswer SayWhatCameAlong(this Session session, SessionAnswer answer, InheritedTerms? terms)
    {
        if (terms is null or { Purpose: null, BudgetCap: null, BudgetUsd: null, Mode: Mode.Execution })
            return answer;
        var line = $"🪑 Session Boss: from the session before: {session.Terms()}";
        return answer with { Message = answer.Message is { } text ? $"{text}\n{line}" : line };
    }
}
