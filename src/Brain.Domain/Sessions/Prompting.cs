using Brain.Domain.Personas;
using Brain.Domain.Text;
using Brain.Messages.Sessions;

namespace Brain.Domain.Sessions;

/// <summary>Session Boss: what becomes of a prompt. A purpose first, then the budget, then it is a turn.</summary>
internal static class Prompting
{
    private const string Notification = "<task-notification>";
    private const int ProvisionalMax = 200;
    private const int ArgsMax = 2_000;

    // Agents too old to number their prompts: the same words again within this time are the same delivery.
    internal static readonly TimeSpan RepeatMax = TimeSpan.FromSeconds(2);

    public static Decided Prompt(this DecisionBuilder draft)
    {
        var prompt = draft.Event.Prompt ?? "";
        if (draft.IsRepeat(out var num))
            return draft.Again(num, prompt);
        if (SlashCommand.In(prompt) is not null)
            return draft.Hold(prompt);
        if (draft.Session.BudgetReached && !draft.IsHistory)
            return draft.Block("budget.reached", draft.Session.BudgetReachedLine());
        if (draft is { Session.Hard: true, Event.Weak: { } weak, Rules.ToleratesWeakSettings: false, IsHistory: false })
            return draft.Block("settings.weak", SessionWords.WeakSettingsLine(weak));
        if (draft.Session is { Purpose: null, Hard: true } && !draft.IsHistory)
            return draft.Block("purpose.missing", SessionWords.PurposeMissingLine);
        // A finished background agent speaks as a prompt that nobody typed: it is a turn, never a purpose.
        if (prompt.StartsWith(Notification, StringComparison.Ordinal))
            return draft.Begin(null, "task-notification").Allow();

        if (AddressParser.Of(prompt, draft.Rules.Names) is { } address && !draft.IsHistory)
            return draft.Send(address.Kind == AddressKind.Ask ? "ask" : "checkin", $"{address.Name} {address.Question}".TrimEnd(), prompt);
        if (draft.Session.Drift.Open is { } open && !draft.IsHistory)
            return draft.AtCheckpoint(prompt, open);

        return draft.Propose(prompt, out var told).Begin(prompt).Unsent(told, out told).Warning(told);
    }

    public static Decided Expand(this DecisionBuilder draft)
    {
        var heard = draft.Event;
        if (SlashCommand.Of(heard.CommandName, heard.CommandArgs) is not { } command)
            return draft.Allow();
        if (command.IsErrand)
            return draft.Send(command.Name, command.Args, heard.Prompt);
        var repeated = heard.PromptId is { } prompt && draft.Session.Answered.Contains(prompt);
        var declared = repeated ? draft.Session.Show(command, draft.Now) : draft.Session.Obey(command, draft.Now);
        var said = declared.Receipt.Message;
        // While the brain was down the command went to the model: it is done now, and its prompt is a turn.
        var answered = heard.PromptId is { } id && !draft.IsHistory ? declared.Next.Answered.Add(id) : declared.Next.Answered;
        var next = draft with
        {
            Session = declared.Next with { Answered = answered },
            Change = draft.Change with
            {
                Session = declared.Change.Session ?? draft.Change.Session,
                Audits = draft.Change.Audits.AddRange(declared.Change.Audits),
            },
        };
        return next
            .Judge(draft.Key, "block", $"command.{command.Name}", said, ("args", command.Args))
            .Answering(new()
            {
                Decision = "block",
                Reason = said,
                HookSpecificOutput = new(heard.HookEventName) { SuppressOriginalPrompt = true },
            });
    }

    /// <summary>Hands a command over to whoever does it; the adapter answers when it is done. While the brain was down nobody could.</summary>
    private static Decided Send(this DecisionBuilder draft, string kind, string args, string? typed)
    {
        if (draft.IsHistory)
            return draft.Allow();
        var heard = draft.Event;
        var answered = heard.PromptId is { } prompt ? draft.Session.Answered.Add(prompt) : draft.Session.Answered;
        // When the host agent answers from a context pack, the prompt becomes a turn after all.
        var held = typed is null ? null : new HeldPrompt(heard.PromptId, Redaction.Clean(typed)!);
        return (draft with { Session = draft.Session with { Answered = answered, Held = held } })
            .Judge(draft.Key, "block", $"command.{kind}", $"/{kind} was answered by the brain", ("args", Redaction.Cut(args, ArgsMax)))
            .Answering(new()
            {
                Decision = "block",
                HookSpecificOutput = new(heard.HookEventName) { SuppressOriginalPrompt = true },
                Errand = new(kind, args) { Session = draft.Session.Id, Project = draft.Session.Project, Prompt = heard.PromptId, HasHost = true },
            });
    }

    private static Decided Hold(this DecisionBuilder draft, string prompt) =>
        (draft with { Session = draft.Session with { Held = new(draft.Event.PromptId, Redaction.Clean(prompt)!) } }).Allow();

    // The turn is there already. Only its words may be missing, when a later event overtook the prompt.
    private static Decided Again(this DecisionBuilder draft, int num, string prompt)
    {
        if (num == 0 || draft.Session.Open is { UserMessage: not null } known && known.Num == num)
            return draft.Allow();
        var isNotification = prompt.StartsWith(Notification, StringComparison.Ordinal);
        var named = isNotification ? draft : draft.Propose(prompt, out _);
        var words = isNotification ? null : Redaction.Clean(prompt);
        var open = named.Session.Open is { } still && still.Num == num ? still with { UserMessage = words } : named.Session.Open;
        return (named with { Session = named.Session with { Open = open } }).Add(new TurnRow { Num = num, UserMessage = words, Origin = isNotification ? "task-notification" : null }).Allow();
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

    private static DecisionBuilder Propose(this DecisionBuilder draft, string prompt, out HookAnswer told)
    {
        told = HookAnswer.Nothing;
        var purpose = Redaction.Cut(Redaction.Clean(prompt)!.Trim().Split('\n')[0].Trim(), ProvisionalMax);
        if (draft.Session.Purpose is not null || purpose.Length == 0)
            return draft;
        told = new() { SystemMessage = $"🪑 Session Boss: purpose (provisional): {purpose} · change it with /purpose WORDS" };
        return draft.WithSession(draft.Session with { Purpose = purpose, Provisional = true });
    }

    // What could not be sent is told to whoever speaks next, once.
    private static DecisionBuilder Unsent(this DecisionBuilder draft, HookAnswer told, out HookAnswer more)
    {
        more = told;
        if (draft.Rules.Pipelines.Unsent is not { } unsent || draft.IsHistory)
            return draft;
        more = told with { SystemMessage = told.SystemMessage is { } before ? $"{before}\n{unsent.Text}" : unsent.Text };
        return draft with { Change = draft.Change with { Told = unsent.Ids } };
    }

    private static Decided Block(this DecisionBuilder draft, string rule, string reason) => draft
        .Judge(
            draft.Key, "block", rule, reason,
            ("tokens_total", draft.Session.TokensUsed.ToString()),
            ("budget_cap", draft.Session.BudgetCap?.ToString()),
            ("purpose", draft.Session.Purpose))
        .Answering(new() { Decision = "block", Reason = reason });
}
