using Brain.Domain.Text;
using Brain.Domain.Tools;
using Brain.Messages.Commands;
using Brain.Messages.Sessions;
using Brain.Messages.Text;

namespace Brain.Domain.Sessions;

/// <summary>How a session is put into words, for people and for the model, always as facts.</summary>
public static class SessionText
{
    /// <summary>The most characters of a purpose that a footer shows.</summary>
    public const int FooterPurposeMax = 50;

    private const int SentenceMax = 300;
    private const int ToolMax = 64;
    private const int TermsMax = 200;

    /// <summary>The mode and what it means.</summary>
    public static string Explain(this Mode mode) =>
        mode switch
        {
            Mode.Sparring =>
                "sparring (talk and read: file-writing tools are denied, shell commands and other tools asked "
                    + "unless they only read)",
            Mode.Debug => "debug (read and run: edits are asked)",
            _ => "execution (do the work)",
        };

    /// <summary>The purpose with how sure it is, or that there is none.</summary>
    public static string PurposeLine(this Session session) =>
        session switch
        {
            { Purpose: null } => "Purpose: none declared yet.",
            { Provisional: true } => $"Purpose (provisional, from the first prompt): {session.Purpose}",
            _ => $"Purpose: {session.Purpose}",
        };

    /// <summary>Why a hard session without a purpose does nothing, and how to go on.</summary>
    public const string PurposeMissingLine =
        "This session has no purpose yet, and it is hard. Declare one and send the prompt again: /purpose WHAT "
        + "IT IS FOR.";

    /// <summary>Why a hard session's prompt is held back while settings weaken the brain's hooks.</summary>
    public static string WeakSettingsLine(string weak) =>
        $"This session is hard, and settings weaken the brain's hooks: {weak}. The prompt was not sent. To go on: "
        + "take that out of the file, "
        + "or set \"tolerate_weak_settings\": true for this project in brain.json.";

    /// <summary>
    /// The same for the middle of a text, the words quoted: they are the person's, or were typed for them.
    /// </summary>
    public static string PurposeSentence(this Session session) =>
        session switch
        {
            { Purpose: null } => session.PurposeLine(),
            { Provisional: true } =>
                $"Purpose (provisional, from the first prompt): {DataMark.Inline(session.Purpose, SentenceMax)}.",
            _ => $"Purpose: {DataMark.Inline(session.Purpose, SentenceMax)}.",
        };

    /// <summary>
    /// What the model is told after failed tool calls. What went wrong it knows; a tool's words are not repeated as the
    /// brain's.
    /// </summary>
    public static string Nudge(this Session session, string? tool, int failures)
    {
        var which =
            failures == 1 ? "This tool call failed" : $"{failures} tool calls in a row have failed, the last one";
        var named =
            tool is { Length: > 0 and <= ToolMax }
            && tool.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-' or '.')
                ? $" ({tool})"
                : "";
        return $"{which}{named}. {session.PurposeSentence()} Repeating an unchanged call gives the same error.";
    }

    /// <summary>Mode, purpose and budget on one line, as they hold.</summary>
    public static string Terms(this Session session) =>
        session.Mode.Word()
        + (session.Purpose is { } purpose ? $" · {OneLine.Of(purpose, TermsMax)}" : "")
        + (session is { Purpose: not null, Provisional: true } ? " (provisional)" : "")
        + (
            session.BudgetCap is { } cap
                ? $" · {TokenAmount.Format(session.TokensUsed)} of {TokenAmount.Format(cap)} tokens used"
                : ""
        )
        + string.Concat(
            session
                .SpendCaps()
                .Select(cap => $" · {Usd(session.UsedOf(cap))} of {Usd(cap.Usd)} for {cap.Of} used")
        );

    /// <summary>The cap and what is left of it.</summary>
    public static string BudgetLine(this Session session) =>
        session.TokensLine()
        + string.Concat(
            session
                .SpendCaps()
                .Select(cap =>
                    $" Dollars for {cap.Of}: {Usd(session.UsedOf(cap))} of {Usd(cap.Usd)} used, "
                    + $"{Usd(Math.Max(0, cap.Usd - session.UsedOf(cap)))} left."
                )
        );

    private static string Usd(decimal usd) => DollarAmount.Format(usd);

    private static string TokensLine(this Session session) =>
        session.BudgetCap is { } cap
            ? $"Budget: {TokenAmount.Format(session.TokensUsed)} of {TokenAmount.Format(cap)} tokens used, "
                + $"{TokenAmount.Format(Math.Max(0, cap - session.TokensUsed))} left."
            : session.SpendCaps().IsEmpty ? $"Budget: no cap; {TokenAmount.Format(session.TokensUsed)} tokens used."
            : $"Budget: no cap on tokens; {TokenAmount.Format(session.TokensUsed)} used.";

    /// <summary>Why the budget stops the session, and how to go on.</summary>
    public static string BudgetReachedLine(this Session session) =>
        !session.TokensReached && session.SpendReached() is { } reached
            ? $"The budget of {reached.Of} is used up ({Usd(session.UsedOf(reached))} of {Usd(reached.Usd)}). "
                + $"The person can raise it with {Raise(reached)}."
            : !session.TokensReached && session.UnpricedRefused() is { } model
                ? $"No price is known of {OneLine.Of(model, 80)}, and a budget in dollars refuses what it can't count. The "
                    + "person can give it a price in prices.json, choose another model, or have \"unpriced\": \"warn\" in "
                    + "\"budgets\" of brain.json."
            : $"The token budget of this session is used up ({TokenAmount.Format(session.TokensUsed)} of "
        + $"{TokenAmount.Format(session.BudgetCap ?? 0)}). The person can raise it with /budget NUMBER or lift it "
        + "with /budget none.";

    /// <summary>Said once, when four fifths of the cap are used.</summary>
    public static string BudgetWarning(this Session session, long cap) =>
        session.TokensReached
            ? $"🪑 Session Boss: the token budget is used up ({TokenAmount.Format(session.TokensUsed)} of "
                + $"{TokenAmount.Format(cap)} tokens); "
                + "/budget NUMBER raises it."
            : $"🪑 Session Boss: 80 % of the token budget is used ({TokenAmount.Format(session.TokensUsed)} of "
                + $"{TokenAmount.Format(cap)} tokens).";

    /// <summary>Said once of each cap in dollars, when four fifths of it are used.</summary>
    public static string SpendWarning(this Session session, SpendCap cap) =>
        session.UsedOf(cap) >= cap.Usd
            ? $"🪑 Session Boss: the budget of {cap.Of} is used up ({Usd(session.UsedOf(cap))} of {Usd(cap.Usd)}); "
                + $"{Raise(cap)} raises it."
            : $"🪑 Session Boss: 80 % of the budget of {cap.Of} is used ({Usd(session.UsedOf(cap))} of "
                + $"{Usd(cap.Usd)}).";

    /// <summary>What is said once of a model that no cap in dollars holds.</summary>
    public static string UnpricedWarning(this Session session, string model) =>
        $"🪑 Session Boss: no price is known of {OneLine.Of(model, 80)}, so what it uses counts against no budget in "
        + "dollars. prices.json gives it one; a budget in tokens holds it now"
        + (session.Spend.Refuses(model) ? ", and it is refused from its next request or tool call on." : ".");

    private static string Raise(SpendCap cap) =>
        cap is { Model: null, OfProject: false }
            ? cap.Period == SpendPeriod.Session
                ? "/budget $AMOUNT"
                : $"/budget {cap.Period.ToString().ToLowerInvariant()} $AMOUNT"
            : "\"budgets\" of brain.json";

    /// <summary>The line under a finished turn, at most about 300 characters.</summary>
    public static string Footer(this Session session, int turn)
    {
        var tools = session.Tools.Count;
        var failed = session.Tools.Values.Count(status => status == ToolStatus.Errored);
        var refused = session.Tools.Values.Count(status => status == ToolStatus.Denied);
        var purpose = session.Purpose is null ? "no purpose" : OneLine.Of(session.Purpose, FooterPurposeMax);
        return $"🪑 Session Boss: turn {turn} · {session.Mode.Word()} · {purpose}"
            + (session.Provisional ? " (provisional)" : "")
            + $" · {Plural.Of(tools, "tool call")}"
            + (failed > 0 ? $", {failed} failed" : "")
            + (refused > 0 ? $", {refused} refused" : "")
            + (
                session.BudgetCap is { } cap
                    ? $" · {TokenAmount.Format(session.TokensUsed)}/{TokenAmount.Format(cap)} tokens"
                    : ""
            )
            + string.Concat(
                session.SpendCaps().Select(cap => $" · {Usd(session.UsedOf(cap))}/{Usd(cap.Usd)} {cap.Short}")
            );
    }

    /// <summary>Said at the start where the brain's commands begin with no slash.</summary>
    /// <param name="prefix">What they begin with.</param>
    public static string SpellingLine(string prefix) =>
        "🧠 The brain's commands here, answered without the model: "
        + string.Join(", ", CommandCatalog.Slashes.Select(verb => prefix + verb.Name))
        + (prefix == Spoken ? "" : $" (or {Spoken}{CommandCatalog.Slashes.First().Name} …)");

    /// <summary>Whole words in the place of a slash, which reach every hook that sees a prompt.</summary>
    public const string Spoken = "brain ";
}
