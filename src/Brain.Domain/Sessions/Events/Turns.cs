using System.Collections.Immutable;
using Brain.Domain.Drift;
using Brain.Domain.Text;
using Brain.Domain.Tools;

namespace Brain.Domain.Sessions.Events;

/// <summary>How turns begin and end. Their numbers have no gaps: each turn is one more than those before it.</summary>
internal static class Turns
{
    /// <summary>Begins the next turn; one that is still open was cut off.</summary>
    public static DecisionBuilder Begin(this DecisionBuilder decision, string? message, string? origin = null)
    {
        var free = decision.Interrupt("another prompt came before it was answered");
        var num = free.Session.TurnCount + 1;
        var prompt = decision.Event.PromptId;
        var clean = Redaction.Clean(message);
        var next = free.Session with
        {
            TurnCount = num,
            Open = new(num, prompt, decision.Now, clean) { Origin = origin },
            Held = null,
            PutBack = null,
            Prompts = prompt is { } id ? free.Session.Prompts.SetItem(id, num) : free.Session.Prompts,
            Tools = ImmutableDictionary<string, ToolStatus>.Empty,
            ToolCalls = [],
            Calls = free.Session.Calls.Newest(),
            Reached = [],
            Reminded = [],
        };
        // A session that speaks again comes back.
        var awake =
            next.Status == SessionStatus.Active
                ? free with
                {
                    Session = next,
                }
                : free.WithSession(next with { Status = SessionStatus.Active });
        return awake.Add(
            new TurnRow
            {
                Num = num,
                Begins = true,
                PromptId = prompt,
                UserMessage = clean,
                Origin = origin,
            }
        );
    }

    /// <summary>Makes sure that an event has a turn to belong to; a sub-agent's is its parent's.</summary>
    public static DecisionBuilder Within(this DecisionBuilder decision)
    {
        var hookEvent = decision.Event;
        var known = hookEvent.PromptId is { } prompt
            ? decision.Session.Prompts.ContainsKey(prompt)
            : decision.Session.Open is not null || decision.Session.TurnCount > 0;
        return known ? decision : decision.Begin(decision.Session.Held.TextOf(hookEvent.PromptId));
    }

    /// <summary>Closes a turn that nothing else will close: Esc and signals send no Stop.</summary>
    public static DecisionBuilder Interrupt(this DecisionBuilder decision, string why) =>
        decision.Session.Open is not { } open
            ? decision
            : (
                decision with
                {
                    Session = decision.Session with { Open = null, Tools = decision.Session.Tools.CutOff() },
                }
            ).Add(
                new TurnRow
                {
                    Num = open.Num,
                    EndedBy = "interrupt",
                    ErrorNote = $"interrupted: {why}",
                }
            );

    /// <summary>The person stopped a turn; one that another came after was closed then.</summary>
    public static DecisionBuilder Stopped(this DecisionBuilder decision) =>
        decision.Event.PromptId is { } prompt
        && decision.Session.Prompts.TryGetValue(prompt, out var num)
        && num != decision.Session.TurnCount
            ? decision
            : decision.Interrupt("the person stopped it");

    internal static DecisionBuilder Close(this DecisionBuilder decision, int num) =>
        decision.Session.Open?.Num == num
            ? decision with
            {
                Session = decision.Session with { Open = null },
            }
            : decision;

    /// <summary>
    /// What nobody came back to when its turn ends was refused by somebody else; a sub-agent may be at its own. The
    /// rows are told so where the turn's is (record_turn.sql).
    /// </summary>
    internal static DecisionBuilder CloseCalls(this DecisionBuilder decision, int num)
    {
        var session = decision.Session;
        if (num != session.TurnCount || !session.Tools.ContainsValue(ToolStatus.Started))
            return decision;
        var agents = session
            .Calls.Values.SelectMany(calls => calls)
            .Where(call => call.AgentId is not null)
            .Select(call => call.Key)
            .ToHashSet(StringComparer.Ordinal);
        return decision with
        {
            Session = session with
            {
                Tools = session.Tools.SetItems(
                    session
                        .Tools.Where(tool => tool.Value == ToolStatus.Started && !agents.Contains(tool.Key))
                        .Select(tool => KeyValuePair.Create(tool.Key, ToolStatus.Denied))
                ),
            },
        };
    }

    private static ImmutableDictionary<string, ToolStatus> CutOff(this ImmutableDictionary<string, ToolStatus> tools) =>
        tools.SetItems(
            tools
                .Where(tool => tool.Value == ToolStatus.Started)
                .Select(tool => KeyValuePair.Create(tool.Key, ToolStatus.Interrupted))
        );

    private static string? TextOf(this HeldPrompt? held, Guid? prompt) =>
        held is not null && held.PromptId == prompt ? held.Text : null;
}
