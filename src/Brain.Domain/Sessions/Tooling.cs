using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using Brain.Domain.Personas;
using Brain.Domain.Text;
using Brain.Domain.Watching;
using Brain.Messages.Sessions;

namespace Brain.Domain.Sessions;

/// <summary>What becomes of tool calls: the mode's rules before them, the log and the nudges after them.</summary>
internal static class Tooling
{
    private const int TargetMax = 400;
    private const int ErrorMax = 4_000;
    private const int CallMax = 400;
    private const int NameMax = 200;
    private const double DurationMsMax = 1e9;

    // Where tools keep what they are aimed at, most telling first.
    private static readonly string[] TargetNames =
        ["command", "file_path", "notebook_path", "path", "url", "pattern", "query", "skill", "description"];

    public static Decided BeforeTool(this DecisionBuilder draft)
    {
        var within = draft.Within();
        var tool = draft.Event.ToolName ?? "unknown";
        if (draft.IsHistory)
            return within.Reach(draft.Event, ToolStatus.Started).Allow();
        if (within.Session.BudgetReached)
            return within.Refuse("deny", "budget.reached", within.Session.BudgetReachedLine());
        if (within.Session is { Purpose: null, Hard: true })
            return within.Refuse("deny", "purpose.missing", SessionWords.PurposeMissingLine);
        var (verdict, rule) = draft.Rules.Modes.Judge(within.Session.Mode, draft.Judged(tool));
        if (rule is not null)
            return within.Refuse(verdict == Verdict.Deny || !draft.CanBeAsked() ? "deny" : "ask", rule.Code, within.Why(tool, verdict, rule));

        var asked = within.Reach(draft.Event, ToolStatus.Started);
        var later = asked.Change with { Later = asked.Change is { Session: null, Turns.IsEmpty: true } };
        return (asked with { Change = later }).Allow();
    }

    public static Decided AfterTool(this DecisionBuilder draft)
    {
        var within = draft.Within();
        var current = within.IsCurrent() && !within.Knows(ToolStatus.Ok);
        var reached = within.Reach(draft.Event, ToolStatus.Ok);
        if (!within.Knows(ToolStatus.Ok))
            reached = reached.Advance(draft.Event);
        return (current ? reached with { Session = reached.Session with { FailuresInARow = 0 } } : reached).Allow();
    }

    public static Decided AfterFailure(this DecisionBuilder draft)
    {
        var within = draft.Within();
        var repeated = within.Knows(ToolStatus.Errored) || !within.IsCurrent();
        var reached = within.Reach(draft.Event, ToolStatus.Errored);
        if (repeated || draft.Event.IsInterrupt == true)
            return reached.Allow();
        var failures = within.Session.FailuresInARow + 1;
        var counted = reached with { Session = reached.Session with { FailuresInARow = failures } };
        return failures == 1 || failures % 3 == 0 ? counted.WithContext(counted.Session.Nudge(draft.Event.ToolName, failures)) : counted.Allow();
    }

    public static Decided AfterBatch(this DecisionBuilder draft)
    {
        var next = draft.Within();
        var rows = next.Change.Tools.ToBuilder();
        foreach (var call in (draft.Event.ToolCalls ?? []).OfType<ToolUse>())
        {
            // A call that ran has said so before its batch; what has not was refused by somebody, or is unknown.
            var id = call.ToolUseId;
            if (id is null || !next.Session.Tools.TryGetValue(id, out var status) || status < ToolStatus.Denied)
                next = next.Reach(draft.Event with { ToolName = call.ToolName, ToolInput = call.ToolInput, ToolUseId = id }, ToolStatus.Denied, rows.Add);
        }

        next = next with { Change = next.Change with { Tools = rows.ToImmutable() } };
        // Where the module asks before the next request it refuses with words, and the turn still ends in a Stop; a block says nothing.
        if (!next.Session.BudgetReached || next.Session.AsksInTurn == next.Session.TurnCount)
            return next.Allow();
        var reason = next.Session.BudgetReachedLine();
        return next.JudgeTool("block", "budget.reached", reason).Answering(new() { Decision = "block", Reason = reason });
    }

    private static JudgedCall Judged(this DecisionBuilder draft, string tool) =>
        new(tool, Text(draft.Event.ToolInput, "command", ModeTable.CommandMax), SaysReadOnly(draft.Event.Annotations), draft.Rules.Around);

    private static bool? SaysReadOnly(JsonElement? annotations) =>
        Flag(annotations, "destructiveHint") == true ? false : Flag(annotations, "readOnlyHint");

    private static bool? Flag(JsonElement? annotations, string name) =>
        annotations is { ValueKind: JsonValueKind.Object } all && all.TryGetProperty(name, out var value)
            && value.ValueKind is JsonValueKind.True or JsonValueKind.False
                ? value.ValueKind == JsonValueKind.True
                : null;

    // A line of a skill can't wait for the person's answer: whatever is asked there is refused.
    private static bool CanBeAsked(this DecisionBuilder draft) => draft.Event.HookEventName != "PreSkillShellCommand";

    private static Decided Refuse(this DecisionBuilder draft, string decision, string rule, string reason) => draft
        .Reach(draft.Event, decision == "deny" ? ToolStatus.Denied : ToolStatus.Started)
        .JudgeTool(decision, rule, reason)
        .Answering(new()
        {
            HookSpecificOutput = new(draft.Event.HookEventName)
            {
                PermissionDecision = decision,
                PermissionDecisionReason = reason,
            },
        });

    private static DecisionBuilder JudgeTool(this DecisionBuilder draft, string decision, string rule, string reason) => draft.Judge(
        draft.Key, decision, rule, reason,
        ("tool", draft.Event.ToolName),
        ("target", Target(draft.Event.ToolInput)),
        ("agent_id", draft.Event.AgentId),
        ("tokens_total", draft.Session.TokensUsed.ToString()),
        ("budget_cap", draft.Session.BudgetCap?.ToString()));

    // The log of a call, as far as it got. What is known already is not written again.
    private static DecisionBuilder Reach(this DecisionBuilder draft, HookEvent heard, ToolStatus status)
    {
        ToolRow? row = null;
        var next = draft.Reach(heard, status, added => row = added);
        return row is null ? next : next.Add(row);
    }

    private static DecisionBuilder Reach(this DecisionBuilder draft, HookEvent heard, ToolStatus status, Action<ToolRow> write)
    {
        var digest = Digest(heard.ToolInput);
        var id = heard.ToolUseId is { Length: > 0 and <= CallMax } named ? named : $"{heard.PromptId}:{digest}";
        var isKnown = draft.Session.Tools.TryGetValue(id, out var before);
        if (isKnown && before >= status)
            return draft;
        var target = Target(heard.ToolInput);
        var seen = draft.Seen(id, heard, isKnown);
        var kept = draft.IsCurrent()
            ? draft with { Session = draft.Session with { Tools = draft.Session.Tools.SetItem(id, status), Deeds = draft.Session.Deeds.Reached(new(id, heard.ToolName ?? "unknown", target, status, seen), isKnown) } }
            : draft;
        write(new ToolRow
        {
            ToolUseId = id,
            Status = status.Word(),
            ToolName = heard.ToolName is { Length: > 0 } tool ? Redaction.Cut(tool, NameMax) : "unknown",
            TurnNum = draft.TurnNum,
            AgentId = heard.AgentId is { } agent ? Redaction.Cut(agent, NameMax) : null,
            InputDigest = digest,
            Target = target,
            Seen = seen.IsEmpty ? null : seen,
            DurationMs = heard.DurationMs is >= 0 and <= DurationMsMax ? heard.DurationMs : null,
            Error = status == ToolStatus.Errored ? Redaction.Clean(heard.Error, ErrorMax) : null,
        });
        return kept;
    }

    // What a call was seen to be is seen once, at its first event: its later ones bring the same input.
    private static ImmutableArray<RuleMatch> Seen(this DecisionBuilder draft, string id, HookEvent heard, bool isKnown)
    {
        if (isKnown && draft.Session.Deeds.FirstOrDefault(deed => deed.ToolUseId == id) is { } known)
            return known.Seen;
        return draft.IsCurrent() && draft.Session.Deeds.Length == ToolCall.DeedsMax
            ? []
            : WatchEvaluator.See(draft.Rules.Watchers, heard.ToolName ?? "unknown", heard.ToolInput, draft.Session.Project);
    }

    private static ImmutableArray<ToolCall> Reached(this ImmutableArray<ToolCall> deeds, ToolCall deed, bool isKnown)
    {
        for (var place = 0; isKnown && place < deeds.Length; place++)
        {
            if (deeds[place].ToolUseId == deed.ToolUseId)
                return deeds.SetItem(place, deed with { Target = deed.Target ?? deeds[place].Target });
        }

        return deeds.Length < ToolCall.DeedsMax ? deeds.Add(deed) : deeds;
    }

    // Background agents speak of turns that are long over; they say nothing about the newest one.
    private static bool IsCurrent(this DecisionBuilder draft) => draft.TurnNum == draft.Session.TurnCount;

    private static bool Knows(this DecisionBuilder draft, ToolStatus status) =>
        draft.Event.ToolUseId is { } id && draft.Session.Tools.TryGetValue(id, out var before) && before >= status;

    private static string Why(this DecisionBuilder draft, string tool, Verdict verdict, ModeRule rule) => rule.Code switch
    {
        "brain.self" => "This command changes the brain that watches this session; only the person decides that.",
        "command.too_long" => $"This command has more than the {ModeTable.CommandMax} characters that are read of one, so nobody knows what it does; only the person decides that.",
        "brain.files" => "This reaches the files that the brain keeps for itself (keys, rules, records); only the person decides that.",
        _ => $"The session is in {draft.Session.Mode.Word()} mode ({rule.Code}): "
            + (verdict == Verdict.Deny ? $"{tool} is denied. "
                : draft.CanBeAsked() ? $"{tool} is asked first. "
                : "a shell line of a skill or command that is not known to only read is refused, for it can't be asked about. ")
            + $"{draft.Session.PurposeSentence()} The person can change the mode with /mode execution.",
    };

    private static string? Target(JsonElement? input)
    {
        foreach (var name in TargetNames)
        {
            if (Text(input, name, TargetMax) is { Length: > 0 } text)
                return Redaction.Clean(text, TargetMax);
        }

        return null;
    }

    private static string? Text(JsonElement? input, string name, int max)
    {
        if (input is not { ValueKind: JsonValueKind.Object } all
            || !all.TryGetProperty(name, out var value)
            || value.ValueKind != JsonValueKind.String)
            return null;
        try
        {
            return JsonText.Start(value, max);
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair: a text that is none. Its raw form still says what was meant.
            return Redaction.Cut(value.GetRawText(), max + 1);
        }
    }

    private static string? Digest(JsonElement? input) => input is { ValueKind: not JsonValueKind.Undefined } some
        ? Convert.ToHexStringLower(SHA256.HashData(JsonMarshal.GetRawUtf8Value(some)))
        : null;
}
