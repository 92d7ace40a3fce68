using System.Collections.Concurrent;
using Brain.Messages.Sessions;

namespace Brain.Silo.Hooks;

/// <summary>
/// What the model is to be told of a call that is about to run, for agents that hand it on only with the call's result:
/// it is kept until then. What is kept while the silo is started again is not told.
/// </summary>
internal sealed class HeldContext
{
    private const int CallsMax = 4_096;

    private readonly ConcurrentDictionary<(SessionId, string), string> _held = new();

    /// <summary>Keeps what is said before a call.</summary>
    public void Keep(HookEvent call, SessionAnswer answer)
    {
        if (call.ToolUseId is not { } id || answer.Context is not { } context)
            return;
        if (_held.Count >= CallsMax)
            _held.Clear();
        _held[(call.SessionId, id)] = context;
    }

    /// <summary>What is said after a call, with what was kept of it; null for nothing.</summary>
    public string? With(HookEvent call, SessionAnswer answer) =>
        call.ToolUseId is { } id && _held.TryRemove((call.SessionId, id), out var held)
            ? string.Join('\n', new[] { held, answer.Context }.OfType<string>())
            : answer.Context;
}
