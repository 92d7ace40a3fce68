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

    public static EventDecision Decide(this DecisionBuilder draft)
    {
        var prompt = draft.Event.Prompt ?? "";
        if (draft.IsRepeat(out var num))
            return draft.Again(num, prompt);
        if (SlashCommand.In(prompt) is not null)
            return draft.Hold(prompt);
        var decided = draft.Take(prompt, draft.Event.Words ?? prompt);
        return decided.Answer.Decision != AnswerDecision.Block
            ? decided
            : decided with
            {
                Next = decided.Next with { PutBack = draft.Event.Words ?? prompt },
            };
    }

    private static EventDecision Take(this DecisionBuilder draft, string prompt, string words)
    {
        if (draft is { IsHistory: false, Event.Origin: null } && draft.GluedCommand(words) is { } glued)
            return draft.Obey(glued, $"/{glued.Name} {glued.Args}".TrimEnd());
        if (draft.Session.BudgetReached && !draft.IsHistory)
            return draft.Block("budget.reached", draft.Session.BudgetReachedLine());
        if (
            draft is { Session.Hard: true, Delivery.Weak: { } weak, IsHistory: false }
            && !draft.Context.Settings.ToleratesWeakSettings
        )
            return draft.Block("settings.weak", SessionWords.WeakSettingsLine(weak));
        if (draft.Session is { Purpose: null, Hard: true } && !draft.IsHistory)
            return draft.Block("purpose.missing", SessionWords.PurposeMissingLine);
        // A finished background agent speaks as a prompt that nobody typed: it is a turn, never a purpose.
        if (draft.Event.Origin is { } origin)
            return draft.Begin(null, origin).Allow();

        if (AddressParser.Of(words, draft.Context.Personas.Names) is { } address && !draft.IsHistory)
            return draft.Send(
                address.Kind == AddressKind.Ask ? CommandKind.Ask : CommandKind.CheckIn,
                $"{address.Name} {address.Question}".TrimEnd(),
                prompt
            );
        if (draft.Session.Drift.Open is { } open && !draft.IsHistory)
            return draft.AtCheckpoint(prompt, open);

        return draft.Propose(words, out var told).Begin(prompt).Unsent(told, out told).Warning(told);
    }

    private static EventDecision Hold(this DecisionBuilder draft, string prompt) =>
        (
            draft with
            {
                Session = draft.Session with { Held = new(draft.Event.PromptId, Redaction.Clean(prompt)!) },
            }
        ).Allow();

    // The turn is there already. Only its words may be missing, when a later event overtook the prompt.
    private static EventDecision Again(this DecisionBuilder draft, int num, string prompt)
    {
        if (num == 0 || draft.Session.Open is { UserMessage: not null } known && known.Num == num)
            return draft.Allow();
        var isNotification = draft.Event.Origin is not null;
        var named = isNotification ? draft : draft.Propose(draft.Event.Words ?? prompt, out _);
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
                    Origin = draft.Event.Origin,
                }
            )
            .Allow();
    }

    private static bool IsRepeat(this DecisionBuilder draft, out int num)
    {
        num = 0;
        if (draft.Event.PromptId is { } prompt)
            return draft.Session.Answered.Contains(prompt) || draft.Session.Prompts.TryGetValue(prompt, out num);
        if (draft.Session.Open is not { PromptId: null } open || draft.Session.Tools.Count > 0)
            return false;
        num = open.Num;
        return open.UserMessage == Redaction.Clean(draft.Event.Prompt) && draft.Now - open.StartedAt < RepeatMax;
    }

    private static DecisionBuilder Propose(this DecisionBuilder draft, string prompt, out SessionAnswer told)
    {
        told = SessionAnswer.Nothing;
        var purpose = PurposeProposal.Of(prompt);
        var known = draft.Session.Purpose;
        if (
            purpose.Length == 0
            || (known is not null && !(draft.Session.Provisional && PurposeProposal.IsBetter(purpose, known)))
        )
            return draft;
        told = SessionAnswer.Nothing with
        {
            Message = $"🪑 Session Boss: purpose (provisional): {purpose} · change it with /purpose WORDS",
        };
        return draft.WithSession(draft.Session with { Purpose = purpose, Provisional = true });
    }

    // What could not be sent is told to whoever speaks next, once.
    private static DecisionBuilder Unsent(this DecisionBuilder draft, SessionAnswer told, out SessionAnswer more)
    {
        more = told;
        if (draft.Context.Pipelines.Unsent is not { } unsent || draft.IsHistory)
            return draft;
        more = told with { Message = told.Message is { } before ? $"{before}\n{unsent.Text}" : unsent.Text };
        return draft with
        {
            Change = draft.Change with { Pipelines = draft.Change.Pipelines with { Told = unsent.Ids } },
        };
    }

    private static EventDecision Block(this DecisionBuilder draft, string rule, string reason) =>
        draft
            .Judge(
                draft.Key,
                "block",
                rule,
                reason,
                ("tokens_total", draft.Session.TokensUsed.ToString()),
                ("budget_cap", draft.Session.BudgetCap?.ToString()),
                ("purpose", draft.Session.Purpose)
            )
            .Answering(SessionAnswer.Block(reason));
}
