using System.Collections.Immutable;
using System.Text.Json;
using Brain.Domain.Tools;
using Brain.Messages.Sessions;

namespace Brain.Domain.Sessions.Events;

/// <summary>
/// Which call an event is about. Gateways count their ids anew with each turn, some with each call, and derive others
/// from what is called; so the same id is the same call only in its turn and with its input. A result that comes when
/// the turn has changed belongs to the call of its id that still waits for one.
/// </summary>
internal static class ToolCallIdentity
{
    private const string Unknown = "unknown";

    /// <summary>The event, with the id and the turn of the call that it is about.</summary>
    public static HookEvent Identify(this Session session, HookEvent hookEvent)
    {
        if (hookEvent.ToolCalls is { } calls)
        {
            return hookEvent with
            {
                ToolCalls = calls
                    .Select(call => session.Identify(hookEvent, call))
                    .OfType<ToolUse>()
                    .ToArray(),
            };
        }

        // What is told by its id alone is told by who knows it from before.
        if (
            hookEvent.ToolUseId is not { Length: > 0 } own
            || hookEvent is { Kind: EventKind.PermissionRefusal, ToolName: null }
        )
            return hookEvent;
        var found =
            session.Find(hookEvent, own, hookEvent.ToolName, hookEvent.ToolInput)
            ?? (hookEvent.CallIsGuessed ? session.Guess(hookEvent) : null);
        return found is { } known
            ? hookEvent with
            {
                ToolUseId = known.Key,
                PromptId = known.Prompt ?? hookEvent.PromptId,
            }
            : hookEvent with
            {
                ToolUseId = session.Free(hookEvent, own, hookEvent.ToolName, hookEvent.ToolInput),
            };
    }

    // Null for a call of an earlier turn that came to its end: it is none of this one's.
    private static ToolUse? Identify(this Session session, HookEvent batch, ToolUse? call)
    {
        if (call is not { ToolUseId: { } id })
            return call;
        if (session.Find(batch, id, call.ToolName, call.ToolInput) is not { } known)
            return call with { ToolUseId = session.Free(batch, id, call.ToolName, call.ToolInput) };
        return known.Status > ToolStatus.Interrupted && !session.IsOfItsTurn(known, batch)
            ? null
            : call with
            {
                ToolUseId = known.Key,
            };
    }

    /// <summary>What the session remembers, with how far this call has got.</summary>
    public static ImmutableDictionary<string, ImmutableArray<RememberedCall>> Remember(
        this DecisionBuilder decision,
        string id,
        HookEvent hookEvent,
        string? digest,
        ToolStatus status
    )
    {
        var calls = decision.Session.Calls;
        var known = calls.GetValueOrDefault(ToolCallKey.Own(id), []);
        var place = known.Length - 1;
        while (place >= 0 && known[place].Key != id)
            place--;
        if (place >= 0)
        {
            var before = known[place];
            var reached = Later(before.Status, status);
            var isKnown = before.Digests.Contains(digest);
            // Said again it is what it was, the very same.
            if (isKnown && reached == before.Status)
                return calls;
            var digests = isKnown ? before.Digests : before.Digests.Add(digest);
            return calls.SetItem(
                ToolCallKey.Own(id),
                known.SetItem(place, before with { Status = reached, Digests = digests })
            );
        }

        if (known.Length == RememberedCall.PerIdMax)
            known = known.Remove(known.FirstOrDefault(one => one.Status > ToolStatus.Interrupted) ?? known[0]);
        var tool = hookEvent.ToolName ?? Unknown;
        var call = new RememberedCall(
            id,
            decision.TurnNum,
            hookEvent.PromptId,
            tool,
            hookEvent.AgentId,
            [digest],
            status
        );
        return calls.SetItem(ToolCallKey.Own(id), known.Add(call));
    }

    /// <summary>Those of the newest turns, and no more than a session may remember.</summary>
    public static ImmutableDictionary<string, ImmutableArray<RememberedCall>> Newest(
        this ImmutableDictionary<string, ImmutableArray<RememberedCall>> calls
    ) =>
        calls.Count < 2 * RememberedCall.IdsMax
            ? calls
            : calls
                .OrderByDescending(id => id.Value[^1].Turn)
                .Take(RememberedCall.IdsMax)
                .ToImmutableDictionary(StringComparer.Ordinal);

    private static RememberedCall? Find(
        this Session session,
        HookEvent hookEvent,
        string id,
        string? tool,
        JsonElement? input
    )
    {
        if (!session.Calls.TryGetValue(ToolCallKey.Own(id), out var known))
            return null;
        var digest = ToolCallLog.Digest(input);
        var own = known
            .Where(call => call.Tool == (tool ?? Unknown) && call.AgentId == hookEvent.AgentId)
            .Reverse()
            .ToArray();
        var found = Array.Find(own, call => session.IsOfItsTurn(call, hookEvent) && call.Has(digest));
        if (found is not null || hookEvent.Kind is EventKind.ToolCall)
            return found;
        // A batch may tell its calls' inputs with other bytes; what is of its turn comes before what waits elsewhere.
        return (
                hookEvent.Kind == EventKind.ToolBatch
                    ? Array.Find(own, call => session.IsOfItsTurn(call, hookEvent))
                    : null
            )
            ?? Array.Find(own, call => call.Status <= ToolStatus.Interrupted && call.Has(digest))
            ?? Array.Find(own, call => call.Status <= ToolStatus.Interrupted)
            // Its end said again, in the turn in which it came late.
            ?? Array.Find(own, call => digest is not null && call.Digests.Contains(digest));
    }

    // The newest call of its like that waits for a result.
    private static RememberedCall? Guess(this Session session, HookEvent hookEvent)
    {
        var digest = ToolCallLog.Digest(hookEvent.ToolInput);
        return session
            .Calls.Values.SelectMany(calls => calls)
            .Where(call =>
                call.Tool == (hookEvent.ToolName ?? Unknown)
                && call.AgentId == hookEvent.AgentId
                && call.Status <= ToolStatus.Interrupted
                && call.Has(digest)
            )
            .MaxBy(call => call.Turn);
    }

    // The agent's own id while no other call has it.
    private static string Free(
        this Session session,
        HookEvent hookEvent,
        string id,
        string? tool,
        JsonElement? input
    ) =>
        ToolCallKey.Own(id) == id && session.Calls.ContainsKey(id)
            ? ToolCallKey.Of(id, hookEvent.PromptId, tool, input)
            : id;

    private static bool IsOfItsTurn(this Session session, RememberedCall call, HookEvent hookEvent)
    {
        if (hookEvent.PromptId is not { } prompt)
            return call.Turn == session.Open?.Num;
        return call.Prompt is { } its ? prompt == its : call.Turn == session.Prompts.GetValueOrDefault(prompt);
    }

    private static ToolStatus Later(ToolStatus before, ToolStatus now) => before > now ? before : now;
}
