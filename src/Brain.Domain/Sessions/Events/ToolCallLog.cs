using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using Brain.Domain.Text;
using Brain.Domain.Tools;
using Brain.Domain.Watching;
using Brain.Messages.Sessions;

namespace Brain.Domain.Sessions.Events;

/// <summary>
/// The log of tool calls: each row is raised as far as its call got, and what is known already is not written again.
/// </summary>
internal static class ToolCallLog
{
    private const int TargetMax = 400;
    private const int ErrorMax = 4_000;
    private const int CallMax = 400;
    private const int NameMax = 200;
    private const double DurationMsMax = 1e9;

    internal static DecisionBuilder JudgeTool(
        this DecisionBuilder draft,
        string decision,
        string rule,
        string reason
    ) =>
        draft.Judge(
            draft.Key,
            decision,
            rule,
            reason,
            ("tool", draft.Event.ToolName),
            ("target", Target(draft.Event)),
            ("agent_id", draft.Event.AgentId),
            ("tokens_total", draft.Session.TokensUsed.ToString()),
            ("budget_cap", draft.Session.BudgetCap?.ToString())
        );

    /// <summary>
    /// A call that nobody knows is work: another window of the agent goes on in a session that the first one ended.
    /// What was known when it ended may be told once more.
    /// </summary>
    internal static bool IsWokenBy(this Session session, HookEvent heard) =>
        session.Status == SessionStatus.Ended
        && heard.Kind is EventKind.ToolCall or EventKind.ToolSuccess or EventKind.ToolFailure
        && heard.ToolUseId is { } call
        && !session.Tools.ContainsKey(call);

    // The log of a call, as far as it got. What is known already is not written again.
    internal static DecisionBuilder Reach(this DecisionBuilder draft, HookEvent heard, ToolStatus status)
    {
        ToolRow? row = null;
        var next = draft.Reach(heard, status, added => row = added);
        return row is null ? next : next.Add(row);
    }

    internal static DecisionBuilder Reach(
        this DecisionBuilder draft,
        HookEvent heard,
        ToolStatus status,
        Action<ToolRow> write
    )
    {
        var digest = Digest(heard.ToolInput);
        var id = heard.ToolUseId is { Length: > 0 and <= CallMax } named ? named : $"{heard.PromptId}:{digest}";
        var isKnown = draft.Session.Tools.TryGetValue(id, out var before);
        if (isKnown && before >= status)
            return draft;
        var target = Target(heard);
        var seen = draft.Seen(id, heard, isKnown);
        var kept = draft.IsCurrent()
            ? draft with
            {
                Session = draft.Session with
                {
                    Tools = draft.Session.Tools.SetItem(id, status),
                    Deeds = draft.Session.Deeds.Reached(
                        new(id, heard.ToolName ?? "unknown", target, status, seen) { Kind = heard.ToolKind },
                        isKnown
                    ),
                },
            }
            : draft;
        write(
            new ToolRow
            {
                ToolUseId = id,
                Status = status.Word(),
                ToolName = heard.ToolName is { Length: > 0 } tool ? Redaction.Cut(tool, NameMax) : "unknown",
                ToolKind = heard.ToolKind,
                TurnNum = draft.TurnNum,
                AgentId = heard.AgentId is { } agent ? Redaction.Cut(agent, NameMax) : null,
                InputDigest = digest,
                Target = target,
                Seen = seen.IsEmpty ? null : seen,
                DurationMs = heard.DurationMs is >= 0 and <= DurationMsMax ? heard.DurationMs : null,
                Error = status == ToolStatus.Errored ? Redaction.Clean(heard.Error, ErrorMax) : null,
            }
        );
        return kept;
    }

    // What a call was seen to be is seen once, at its first event: its later ones bring the same input.
    private static ImmutableArray<RuleMatch> Seen(this DecisionBuilder draft, string id, HookEvent heard, bool isKnown)
    {
        if (isKnown && draft.Session.Deeds.FirstOrDefault(deed => deed.ToolUseId == id) is { } known)
            return known.Seen;
        return draft.IsCurrent() && draft.Session.Deeds.Length == ToolCall.DeedsMax
            ? []
            : WatchEvaluator.See(draft.Context.Personas.Watchers, WatchedCall.Of(heard), draft.Session.Project);
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
    internal static bool IsCurrent(this DecisionBuilder draft) => draft.TurnNum == draft.Session.TurnCount;

    internal static bool Knows(this DecisionBuilder draft, ToolStatus status) =>
        draft.Event.ToolUseId is { } id && draft.Session.Tools.TryGetValue(id, out var before) && before >= status;

    private static string? Target(HookEvent heard) => Redaction.Clean(heard.Target, TargetMax);

    private static string? Digest(JsonElement? input) =>
        input is { ValueKind: not JsonValueKind.Undefined } some
            ? Convert.ToHexStringLower(SHA256.HashData(JsonMarshal.GetRawUtf8Value(some)))
            : null;
}
