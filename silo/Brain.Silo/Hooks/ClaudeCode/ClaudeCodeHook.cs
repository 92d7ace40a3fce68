using System.Collections.Concurrent;
using System.Text.Json;
using Brain.Messages.Hooks;
using Brain.Messages.Hooks.ClaudeCode;
using Brain.Messages.Sessions;
using Brain.Messages.Text;

namespace Brain.Silo.Hooks.ClaudeCode;

/// <summary>Claude Code's words: its payload in, what it accepts out.</summary>
internal sealed class ClaudeCodeHook(InstalledHooks installed) : IAgentAdapter
{
    /// <summary>The agent, as rows keep it.</summary>
    public const string Name = ClaudeCodeAgent.Name;

    // Names and signs stay readable; the answer goes to a terminal, never into a page.
    private static readonly HookAnswerJson Format = new(
        new(HookAnswerJson.Default.Options)
        {
            Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        }
    );

    /// <summary>Of so many sessions it knows that they are this agent's.</summary>
    public const int SessionsMax = 10_000;

    private readonly ConcurrentDictionary<SessionId, bool> _sessions = new();

    /// <inheritdoc/>
    public KnownAgent Agent => ClaudeCodeAgent.Known;

    /// <inheritdoc/>
    public AgentEvent Read(ReadOnlyMemory<byte> body, string? named)
    {
        ClaudeCodePayload payload;
        try
        {
            payload = Parse(body.Span);
        }
        catch (JsonException)
        {
            if (EventInOtherWords.Of(body) is { } others)
                return new(others);
            throw;
        }

        var hookEvent = payload.ToEvent(IsAnothers(payload));
        return hookEvent.Kind == EventKind.Unknown
            ? new(hookEvent)
            : new(hookEvent)
            {
                Judge = delivery =>
                {
                    installed.Look(payload);
                    return installed.Judge(payload, delivery);
                },
            };
    }

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Write(SessionAnswer answer, HookEvent to) =>
        // Whatever Claude Code is handed on these two goes to the model, an empty object too.
        to.Kind is EventKind.CompactionStart or EventKind.CompactionEnd
            ? default
            : JsonSerializer.SerializeToUtf8Bytes(HookAnswer.Of(answer, to.Name), Format.HookAnswer);

    /// <summary>The sessions are this agent's, heard of since the silo's start or not.</summary>
    public void Know(IEnumerable<SessionId> sessions)
    {
        foreach (var session in sessions)
            _sessions[session] = true;
    }

    // A session that this agent's events were heard of is this agent's, whatever one of them lacks.
    private bool IsAnothers(ClaudeCodePayload payload)
    {
        if (payload.MayBeAnothers)
            return !_sessions.ContainsKey(payload.SessionId);
        if (_sessions.Count >= SessionsMax)
            _sessions.Clear();
        _sessions[payload.SessionId] = true;
        return false;
    }

    private static ClaudeCodePayload Parse(ReadOnlySpan<byte> bytes)
    {
        ClaudeCodePayload? payload;
        try
        {
            payload = JsonSerializer.Deserialize(bytes, ClaudeCodePayloadJson.Default.ClaudeCodePayload);
        }
        catch (Exception fault)
            when (fault is InvalidOperationException || fault.InnerException is InvalidOperationException)
        {
            payload = JsonSerializer.Deserialize(
                LoneSurrogates.Mend(bytes),
                ClaudeCodePayloadJson.Default.ClaudeCodePayload
            );
        }

        return payload is { HookEventName: not null } ? payload : throw new JsonException("hook_event_name is missing");
    }
}
