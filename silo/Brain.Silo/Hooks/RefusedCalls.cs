using System.Collections.Concurrent;
using Brain.Messages.Sessions;

namespace Brain.Silo.Hooks;

/// <summary>
/// An agent may tell by no event that its person refused a call in its own prompt, and write it into its record: that
/// is looked at while the prompt may be open. What is refused after hours is known by the next event.
/// </summary>
internal sealed partial class RefusedCalls(HookDispatcher hooks, TimeProvider clock, ILogger<RefusedCalls> logger)
{
    private const int SessionsMax = 256;

    // Somebody who sits there answers soon.
    private static readonly (TimeSpan For, TimeSpan Every) Soon = (TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(1));
    private static readonly (TimeSpan For, TimeSpan Every) Late = (TimeSpan.FromHours(4), TimeSpan.FromSeconds(5));

    private readonly ConcurrentDictionary<SessionId, AgentEvent> _asked = new();

    /// <summary>
    /// Takes note of an event before it is decided: what was refused before the person's next words ends no turn of
    /// theirs.
    /// </summary>
    public void Expect(AgentEvent read)
    {
        if (read.Event.Kind is EventKind.Prompt or EventKind.Command or EventKind.SessionStart)
            _asked.TryRemove(read.Event.SessionId, out _);
    }

    /// <summary>Takes note of an event that was answered; nobody waits.</summary>
    public void Follow(AgentEvent read, Delivery delivery)
    {
        var (session, kind) = (read.Event.SessionId, read.Event.Kind);
        if (kind == EventKind.PermissionRequest && read.Refused is not null && MayBeOpen(delivery))
        {
            if (_asked.Count < SessionsMax || _asked.ContainsKey(session))
            {
                _asked[session] = read;
                _ = Watch(read, delivery with { EventId = null, Until = null, At = null });
            }
        }
        // Other calls may go on beside the one that is asked about; these come when it is answered.
        else if (
            kind
                is EventKind.ModelRequest
                    or EventKind.TurnEnd
                    or EventKind.TurnFailure
                    or EventKind.TurnInterruption
                    or EventKind.SessionEnd
            || (kind is EventKind.ToolSuccess or EventKind.ToolFailure && IsOfTheAsked(read))
        )
            _asked.TryRemove(session, out _);
    }

    // What a busy brain was told later by the spool waits for its person all the same.
    private bool MayBeOpen(Delivery delivery) => delivery.At is not { } at || clock.GetUtcNow() - at < Late.For;

    // It was allowed, and has ended.
    private bool IsOfTheAsked(AgentEvent read) =>
        read.Event.ToolUseId is { } call
        && _asked.TryGetValue(read.Event.SessionId, out var asked)
        && asked.Event.ToolUseId == call;

    private async Task Watch(AgentEvent read, Delivery delivery)
    {
        var session = read.Event.SessionId;
        try
        {
            var (began, seen) = (clock.GetTimestamp(), default((long, DateTime)));
            // Once more when something came after it: what was refused a moment before may be just that.
            for (var isAsked = true; isAsked && clock.GetElapsedTime(began) < Late.For;)
            {
                await Task.Delay(clock.GetElapsedTime(began) < Soon.For ? Soon.Every : Late.Every, clock);
                isAsked = IsAsked(read);
                var now = Stamp(read.Event.TranscriptPath);
                if (now == seen)
                    continue;
                seen = now;
                if (read.Refused!() is not { } refused)
                    continue;
                // A turn that another came after is closed.
                if (IsAsked(read) || refused.Kind == EventKind.PermissionRefusal)
                    await hooks.Answer(refused, delivery);
                break;
            }
        }
        catch (Exception fault)
        {
            LogFailed(logger, session, fault);
        }

        _asked.TryRemove(new(session, read));
    }

    private bool IsAsked(AgentEvent read) =>
        _asked.TryGetValue(read.Event.SessionId, out var newest) && ReferenceEquals(newest, read);

    private static (long, DateTime) Stamp(string? path) =>
        File.Exists(path) && new FileInfo(path) is { Exists: true } file
            ? (file.Length, file.LastWriteTimeUtc)
            : default;
}
