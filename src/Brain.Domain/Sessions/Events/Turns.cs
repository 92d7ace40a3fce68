using System.Collections.Immutable;
using Brain.Domain.Drift;
using Brain.Domain.Text;
using Brain.Domain.Tools;

namespace Brain.Domain.Sessions.Events;

/// <summary>How turns begin and end. Their numbers have no gaps: each turn is one more than those before it.</summary>
internal static class Turns
{
    /// <summary>Begins the next turn; one that is still open was cut off.</summary>
    public static DecisionBuilder Begin(this DecisionBuilder draft, string? message, string? origin = null)
    {
        var free = draft.Interrupt("another prompt came before it was answered");
        var num = free.Session.TurnCount + 1;
        var prompt = draft.Event.PromptId;
        var clean = Redaction.Clean(message);
        var next = free.Session with
        {
            TurnCount = num,
            Open = new(num, prompt, draft.Now, clean) { Origin = origin },
            Held = null,
            PutBack = null,
            Prompts = prompt is { } id ? free.Session.Prompts.SetItem(id, num) : free.Session.Prompts,
            Tools = ImmutableDictionary<string, ToolStatus>.Empty,
            Deeds = [],
            Reached = [],
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
    public static DecisionBuilder Within(this DecisionBuilder draft)
    {
        var heard = draft.Event;
        var known = heard.PromptId is { } prompt
            ? draft.Session.Prompts.ContainsKey(prompt)
            : draft.Session.Open is not null || draft.Session.TurnCount > 0;
        return known ? draft : draft.Begin(draft.Session.Held.TextOf(heard.PromptId));
    }

    /// <summary>Closes a turn that nothing else will close: Esc and signals send no Stop.</summary>
    public static DecisionBuilder Interrupt(this DecisionBuilder draft, string why) =>
        draft.Session.Open is not { } open
            ? draft
            : (draft with { Session = draft.Session with { Open = null, Tools = draft.Session.Tools.CutOff() } }).Add(
                new TurnRow
                {
                    Num = open.Num,
                    EndedBy = "interrupt",
                    ErrorNote = $"interrupted: {why}",
                }
            );

    internal static DecisionBuilder Close(this DecisionBuilder draft, int num) =>
        draft.Session.Open?.Num == num ? draft with { Session = draft.Session with { Open = null } } : draft;

    private static ImmutableDictionary<string, ToolStatus> CutOff(this ImmutableDictionary<string, ToolStatus> tools) =>
        tools.SetItems(
            tools
                .Where(tool => tool.Value == ToolStatus.Started)
                .Select(tool => KeyValuePair.Create(tool.Key, ToolStatus.Interrupted))
        );

    private static string? TextOf(this HeldPrompt? held, Guid? prompt) =>
        held is not null && held.PromptId == prompt ? held.Text : null;
}
