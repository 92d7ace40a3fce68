using System.Text.Json;
using Brain.Domain.Tools;
using Brain.Messages.Sessions;

namespace Brain.Domain.Sessions.Events;

/// <summary>
/// A tool call, or a shell line of a skill, is about to run: the mode's rules decide.
/// </summary>
internal static class PreToolUse
{
    public static EventDecision Decide(this DecisionBuilder decision)
    {
        var within = decision.Within();
        var tool = decision.Event.ToolName ?? "unknown";
        if (decision.IsHistory)
            return within.Reach(decision.Event, ToolStatus.Started).Allow();
        if (within.Session.BudgetReached)
            return within.Refuse("deny", "budget.reached", within.Session.BudgetReachedLine());
        if (within.Session is { Purpose: null, Hard: true })
            return within.Refuse("deny", "purpose.missing", SessionText.PurposeMissingLine);
        var (verdict, rule) = decision.Context.Settings.Modes.Judge(within.Session.Mode, decision.Judged(tool));
        if (rule is not null && (verdict == Verdict.Deny || !decision.CanBeAsked()))
            return within.Refuse("deny", rule.Code, within.Why(tool, verdict, rule));
        var (met, answer) = within.ByRules();
        if (answer is not null && (rule is null || answer.Decision == AnswerDecision.Deny))
            return met.Answering(answer);
        if (rule is not null)
        {
            var why = within.Why(tool, verdict, rule);
            var refused = met.Refuse("ask", rule.Code, answer is null ? why : $"{why}\n{answer.Reason}");
            return refused with { Answer = refused.Answer with { Context = met.Reminders(within) } };
        }

        var asked = met.Reach(decision.Event, ToolStatus.Started);
        var later = asked.Change is { Session: null, Turns.IsEmpty: true, Decisions.IsEmpty: true };
        var builder = (asked with { Change = asked.Change with { Later = later } }).Recalling(out var known);
        // What the model was told is not told again, so it is written at once.
        var kept = known is null ? builder : builder with { Change = builder.Change with { Later = false } };
        string?[] context = [met.Reminders(within), known];
        return kept.WithContext(string.Join('\n', context.OfType<string>()) is { Length: > 0 } facts ? facts : null);
    }

    private static JudgedCall Judged(this DecisionBuilder decision, string tool) =>
        new(
            tool,
            decision.Event.ToolKind,
            decision.Event.Command,
            SaysReadOnly(decision.Event.Annotations),
            decision.Context.Around
        );

    private static bool? SaysReadOnly(JsonElement? annotations) =>
        Flag(annotations, "destructiveHint") == true ? false : Flag(annotations, "readOnlyHint");

    private static bool? Flag(JsonElement? annotations, string name) =>
        annotations is { ValueKind: JsonValueKind.Object } all
        && all.TryGetProperty(name, out var value)
        && value.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? value.ValueKind == JsonValueKind.True
            : null;

    // A line of a skill can't wait for the person's answer, and some agents can't have it: what is asked is refused.
    internal static bool CanBeAsked(this DecisionBuilder decision) =>
        decision.Event.Kind != EventKind.CommandShellLine && !decision.Delivery.CannotAsk;

    private static EventDecision Refuse(this DecisionBuilder builder, string decision, string rule, string reason) =>
        builder
            .Reach(builder.Event, decision == "deny" ? ToolStatus.Denied : ToolStatus.Started)
            .JudgeTool(decision, rule, reason)
            .Answering(
                new() { Decision = decision == "deny" ? AnswerDecision.Deny : AnswerDecision.Ask, Reason = reason }
            );

    private static string Why(this DecisionBuilder decision, string tool, Verdict verdict, ModeRule rule) =>
        rule.Code switch
        {
            "brain.self" => "This command changes the brain that watches this session; only the person decides that.",
            "command.too_long" =>
                $"This command has more than the {ModeTable.CommandMax} characters that are read of one, so "
                    + "nobody knows what it does; only the person decides that.",
            "brain.files" =>
                "This reaches the files that the brain keeps for itself (keys, rules, records); only the person "
                    + "decides that.",
            _ => $"The session is in {decision.Session.Mode.Word()} mode ({rule.Code}): "
                + (
                    verdict == Verdict.Deny ? $"{tool} is denied. "
                    : decision.CanBeAsked() ? $"{tool} is asked first. "
                    : decision.Event.Kind != EventKind.CommandShellLine
                        ? $"{tool} would be asked first, and this agent can't be made to ask: it is refused. "
                    : "a shell line of a skill or command that is not known to only read is refused, for it can't "
                        + "be asked about. "
                )
                + $"{decision.Session.PurposeSentence()} The person can change the mode with /mode execution.",
        };
}
