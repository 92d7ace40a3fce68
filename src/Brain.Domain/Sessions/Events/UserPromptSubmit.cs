using Brain.Domain.Personas;
using Brain.Domain.Text;
using Brain.Messages.Commands;
using Brain.Messages.Sessions;

namespace Brain.Domain.Sessions.Events;

/// <summary>What becomes of a prompt. A purpose first, then the budget, then it is a turn.</summary>
internal static class UserPromptSubmit
{
    // Agents too old to number their prompts: the same words again within this time are the same delivery.
    internal static readonly TimeSpan RepeatMax = TimeSpan.FromSeconds(2);

    public static EventDecision Decide(this DecisionBuilder decision)
    {
        var prompt = decision.Event.Prompt ?? "";
        if (decision.IsRepeat(out var num))
            return decision.Again(num, prompt);
        if (SlashCommand.In(prompt) is not null)
            return decision.Hold(prompt);
        var decided = decision.Take(prompt, decision.Event.Words ?? prompt);
        return decided.Answer.Decision != AnswerDecision.Block
            ? decided
            : decided with
            {
                Next = decided.Next with { PutBack = decision.Event.Words ?? prompt },
            };
    }

    private static EventDecision Take(this DecisionBuilder decision, string prompt, string words)
    {
        var barred = decision.Barred();
        if (
            decision is { IsHistory: false, Event.Origin: null }
            && decision.AnsweredByTheBrain(prompt, words, barred?.Reason) is { } done
        )
            return done;
        if (barred is { } bar)
            return decision.Block(bar.Rule, bar.Reason);
        // A finished background agent speaks as a prompt that nobody typed: it is a turn, never a purpose.
        if (decision.Event.Origin is { } origin)
            return decision.Begin(null, origin).Allow();

        if (decision.Session.Drift.Open is { } open && !decision.IsHistory)
            return decision.AtCheckpoint(prompt, open);

        return decision
            .Propose(words, out var answer)
            .Begin(prompt)
            .Unsent(answer, out answer)
            .WithLateLine(answer, out answer)
            .WithNews(words, answer, out answer)
            .Warning(answer);
    }

    // Why no prompt goes on to the model now; null when one may.
    private static (string Rule, string Reason)? Barred(this DecisionBuilder decision) =>
        decision.IsHistory ? null
        : decision.Session.BudgetReached ? ("budget.reached", decision.Session.BudgetReachedLine())
        : decision is { Session.Hard: true, Delivery.Weak: { } weak }
        && !decision.Context.Settings.ToleratesWeakSettings
            ? ("settings.weak", SessionText.WeakSettingsLine(weak))
        : decision.Session is { Purpose: null, Hard: true }
            ? ("purpose.missing", SessionText.PurposeMissingLine)
        : null;

    // What costs no request of the model is answered whatever bars one, as a slash command is; null for a prompt.
    private static EventDecision? AnsweredByTheBrain(
        this DecisionBuilder decision,
        string prompt,
        string words,
        string? barred
    )
    {
        if (decision.GluedCommand(words) is { } glued)
            return decision.Obey(glued, $"/{glued.Name} {glued.Args}".TrimEnd());
        if (AddressParser.Of(words, decision.Context.Personas.Names) is { } address)
            return decision.Send(
                address.Kind == AddressKind.Ask ? CommandKind.Ask : CommandKind.CheckIn,
                $"{address.Name} {address.Question}".TrimEnd(),
                prompt
            );
        return barred is not null && decision.Session.Drift.Open is not null
            ? decision.AnsweredWhileBarred(words, barred)
            : null;
    }

    private static EventDecision Hold(this DecisionBuilder decision, string prompt) =>
        (
            decision with
            {
                Session = decision.Session with { Held = new(decision.Event.PromptId, Redaction.Clean(prompt)!) },
            }
        ).Allow();

    // The turn is there already. Only its words may be missing, when a later event overtook the prompt.
    private static EventDecision Again(this DecisionBuilder decision, int num, string prompt)
    {
        decision = decision.ToldAgain(num, out var answer);
        if (num == 0 || decision.Session.Open is { UserMessage: not null } known && known.Num == num)
            return decision.Answering(answer);
        var isNotification = decision.Event.Origin is not null;
        var named = isNotification ? decision : decision.Propose(decision.Event.Words ?? prompt, out _);
        var words = isNotification ? null : Redaction.Clean(prompt);
        var open =
            named.Session.Open is { } still && still.Num == num
                ? still with
                {
                    UserMessage = words,
                }
                : named.Session.Open;
        return (named with { Session = named.Session with { Open = open } })
            .Add(
                new TurnRow
                {
                    Num = num,
                    UserMessage = words,
                    Origin = decision.Event.Origin,
                }
            )
            .Answering(answer);
    }

    private static bool IsRepeat(this DecisionBuilder decision, out int num)
    {
        num = 0;
        if (decision.Event.PromptId is { } prompt)
            return decision.Session.Answered.Contains(prompt) || decision.Session.Prompts.TryGetValue(prompt, out num);
        if (decision.Session.Open is not { PromptId: null } open || decision.Session.Tools.Count > 0)
            return false;
        num = open.Num;
        return open.UserMessage == Redaction.Clean(decision.Event.Prompt) && decision.Now - open.StartedAt < RepeatMax;
    }

    private static DecisionBuilder Propose(this DecisionBuilder decision, string prompt, out SessionAnswer answer)
    {
        answer = SessionAnswer.Nothing;
        var known = decision.Session.Purpose;
        if (known is not null && !(decision.Session.Provisional && PurposeProposal.MayGiveWay(known)))
            return decision;
        var purpose = PurposeProposal.Of(prompt);
        if (purpose.Length == 0 || (known is not null && !PurposeProposal.IsBetter(purpose, known)))
            return decision;
        answer = SessionAnswer.Nothing with
        {
            Message = $"🪑 Session Boss: purpose (provisional): {purpose} · change it with /purpose WORDS",
        };
        return decision.WithSession(decision.Session with { Purpose = purpose, Provisional = true });
    }

    // What could not be sent is told to whoever speaks next, once.
    private static DecisionBuilder Unsent(this DecisionBuilder decision, SessionAnswer answer, out SessionAnswer more)
    {
        more = answer;
        if (decision.Context.Pipelines.Unsent is not { } unsent || decision.IsHistory)
            return decision;
        more = answer with { Message = answer.Message is { } before ? $"{before}\n{unsent.Text}" : unsent.Text };
        return decision with
        {
            Change = decision.Change with { Pipelines = decision.Change.Pipelines with { Told = unsent.Ids } },
        };
    }

    private static EventDecision Block(this DecisionBuilder decision, string rule, string reason) =>
        decision
            .Judge(
                decision.Key,
                "block",
                rule,
                reason,
                ("tokens_total", decision.Session.TokensUsed.ToString()),
                ("budget_cap", decision.Session.BudgetCap?.ToString()),
                ("purpose", decision.Session.Purpose)
            )
            .Answering(SessionAnswer.Block(reason));
}
