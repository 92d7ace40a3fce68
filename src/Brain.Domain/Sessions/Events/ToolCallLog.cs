using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using Brain.Domain.Rules;
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
        this DecisionBuilder builder,
        string decision,
        string rule,
        string reason
    ) =>
        builder.Judge(
            builder.Key,
            decision,
            rule,
            reason,
            ("tool", builder.Event.ToolName),
            ("target", Target(builder.Event)),
            ("agent_id", builder.Event.AgentId),
            ("tokens_total", builder.Session.TokensUsed.ToString()),
            ("budget_cap", builder.Session.BudgetCap?.ToString())
        );

    /// <summary>Keeps that a call met a rule of the person's.</summary>
    internal static DecisionBuilder MeetRule(this DecisionBuilder builder, Rule rule, string decision, bool isShown) =>
        builder.Meet(
            rule,
            decision,
            ("tool", builder.Event.ToolName),
            ("target", Target(builder.Event)),
            ("agent_id", builder.Event.AgentId),
            ("action", rule.Action.ToString().ToLowerInvariant()),
            ("muted", rule.Muted ? "true" : null),
            ("told", isShown ? "true" : "false")
        );

    /// <summary>
    /// A call that nobody knows is work, as a compaction that begins is, and a prompt or a command: another window of
    /// the agent goes on in a session that the first one ended.
    /// What was known when it ended may be told once more.
    /// </summary>
    internal static bool IsWokenBy(this Session session, HookEvent hookEvent) =>
        session.Status == SessionStatus.Ended
        && hookEvent.Kind switch
        {
            EventKind.ToolCall or EventKind.ToolSuccess or EventKind.ToolFailure => session.IsNews(
                hookEvent.ToolUseId
            ),
            // A background agent's may be of an earlier turn.
            EventKind.ToolBatch => hookEvent.ToolCalls?.Any(call =>
                session.IsNews(call.ToolUseId) && !session.Calls.ContainsKey(call.ToolUseId!)
            ) == true,
            EventKind.CompactionStart => true,
            EventKind.Prompt or EventKind.Command => session.WasLeft
                && hookEvent.PromptId is { } prompt
                && !session.Answered.Contains(prompt)
                && !session.Prompts.ContainsKey(prompt),
            _ => false,
        };

    private static bool IsNews(this Session session, string? call) =>
        call is not null && !session.Tools.ContainsKey(call);

    // The log of a call, as far as it got. What is known already is not written again.
    internal static DecisionBuilder Reach(this DecisionBuilder decision, HookEvent hookEvent, ToolStatus status)
    {
        ToolRow? row = null;
        var next = decision.Reach(hookEvent, status, added => row = added);
        return row is null ? next : next.Add(row);
    }

    internal static DecisionBuilder Reach(
        this DecisionBuilder decision,
        HookEvent hookEvent,
        ToolStatus status,
        Action<ToolRow> write
    )
    {
        var digest = Digest(hookEvent.ToolInput);
        var id = hookEvent.ToolUseId is { Length: > 0 and <= CallMax } named ? named : Unnamed(hookEvent);
        var isKnown = decision.Session.Tools.TryGetValue(id, out var before);
        if (isKnown && before >= status)
            return decision;
        var target = Target(hookEvent);
        var seen = decision.Seen(id, hookEvent, isKnown);
        var calls = decision.Remember(id, hookEvent, digest, status);
        var kept = decision.IsCurrent()
            ? decision with
            {
                Session = decision.Session with
                {
                    Calls = calls,
                    Tools = decision.Session.Tools.SetItem(id, status),
                    ToolCalls = decision.Session.ToolCalls.Reached(
                        new(id, hookEvent.ToolName ?? "unknown", target, status, seen) { Kind = hookEvent.ToolKind },
                        isKnown
                    ),
                },
            }
            : decision with
            {
                Session = decision.Session with { Calls = calls },
            };
        write(
            new ToolRow
            {
                ToolUseId = id,
                Status = status.Word(),
                ToolName = hookEvent.ToolName is { Length: > 0 } tool ? Redaction.Cut(tool, NameMax) : "unknown",
                ToolKind = hookEvent.ToolKind,
                TurnNum = decision.TurnNum,
                AgentId = hookEvent.AgentId is { } agent ? Redaction.Cut(agent, NameMax) : null,
                InputDigest = digest,
                Target = target,
                Seen = seen.IsEmpty ? null : seen,
                DurationMs = hookEvent.DurationMs is >= 0 and <= DurationMsMax ? hookEvent.DurationMs : null,
                Error = status == ToolStatus.Errored ? Redaction.Clean(hookEvent.Error, ErrorMax) : null,
            }
        );
        return kept;
    }

    // What a call was seen to be is seen once, at its first event: its later ones bring the same input.
    private static ImmutableArray<RuleMatch> Seen(
        this DecisionBuilder decision,
        string id,
        HookEvent hookEvent,
        bool isKnown
    )
    {
        if (isKnown && decision.Session.ToolCalls.FirstOrDefault(call => call.ToolUseId == id) is { } known)
            return known.Seen;
        return decision.IsCurrent() && decision.Session.ToolCalls.Length == ToolCall.PerTurnMax
            ? []
            : WatchEvaluator.See(
                decision.Context.Personas.Watchers,
                WatchedCall.Of(hookEvent),
                decision.Session.Project
            );
    }

    private static ImmutableArray<ToolCall> Reached(this ImmutableArray<ToolCall> calls, ToolCall call, bool isKnown)
    {
        for (var place = 0; isKnown && place < calls.Length; place++)
        {
            if (calls[place].ToolUseId == call.ToolUseId)
                return calls.SetItem(place, call with { Target = call.Target ?? calls[place].Target });
        }

        return calls.Length < ToolCall.PerTurnMax ? calls.Add(call) : calls;
    }

    // Background agents speak of turns that are long over; they say nothing about the newest one.
    internal static bool IsCurrent(this DecisionBuilder decision) => decision.TurnNum == decision.Session.TurnCount;

    internal static bool Knows(this DecisionBuilder decision, ToolStatus status) =>
        decision.Event.ToolUseId is { } id
        && decision.Session.Tools.TryGetValue(id, out var before)
        && before >= status;

    /// <summary>A call that its agent gives no id: within its turn it is told by what it is.</summary>
    internal static string Unnamed(HookEvent hookEvent) =>
        $"{hookEvent.PromptId}:{Cut(hookEvent.ToolName)}:{Digest(hookEvent.ToolInput)}";

    private static string? Cut(string? tool) => tool is { Length: > NameMax } ? tool[..NameMax] : tool;

    internal static string? Target(HookEvent hookEvent) => Redaction.Clean(hookEvent.Target, TargetMax);

    internal static string? Digest(JsonElement? input) =>
        input is { ValueKind: not JsonValueKind.Undefined } some
            ? Convert.ToHexStringLower(SHA256.HashData(JsonMarshal.GetRawUtf8Value(some)))
            : null;
}
