using System.Collections.Concurrent;
using System.Threading.Channels;
using Brain.Grains.Abstractions.Sessions;
using Brain.Messages.Sessions;
using Brain.Silo.Hosting;

namespace Brain.Silo.Sessions;

/// <summary>
/// Has transcripts read in the background after the events that end something, and again a little later, for a
/// transcript's last line may come after its Stop. No hook waits for it.
/// </summary>
/// <param name="transcripts">Reads them.</param>
/// <param name="count">Tells a session what was found.</param>
/// <param name="clock">Says when later is.</param>
public sealed class UsageReader(Transcripts transcripts, Func<SessionId, UsageFound, Task> count, TimeProvider clock)
    : BackgroundService
{
    /// <summary>
    /// The most transcripts that wait; past that an event is passed over, and the next one makes up for it.
    /// </summary>
    public const int WaitingMax = 4_096;

    /// <summary>How long after an end a transcript is read again.</summary>
    public static readonly TimeSpan[] Later = [TimeSpan.FromMilliseconds(300), TimeSpan.FromSeconds(2)];

    /// <summary>
    /// Transcripts that are read at the same time: a session whose figures nobody takes keeps no other's.
    /// </summary>
    public const int LanesMax = 4;

    private static readonly TimeSpan DrainMax = TimeSpan.FromSeconds(3);

    private readonly Channel<ReadRequest> _waiting = Channel.CreateBounded<ReadRequest>(
        new BoundedChannelOptions(WaitingMax) { FullMode = BoundedChannelFullMode.Wait }
    );

    private readonly ConcurrentDictionary<ReadRequest, bool> _asked = new();
    private readonly ConcurrentDictionary<Guid, ReadRequest> _later = new();

    // What is being read, and whether it was asked for again meanwhile.
    private readonly Dictionary<ReadRequest, bool> _underway = [];

    /// <summary>One that tells the grains.</summary>
    public static UsageReader Of(IServiceProvider services)
    {
        var grains = services.GetRequiredService<IGrainFactory>();
        return new(
            services.GetRequiredService<Transcripts>(),
            (session, found) =>
                GrainRetry.Ask(async () =>
                {
                    await grains.GetGrain<ISessionGrain>(session.Value).Count(found);
                    return true;
                }),
            services.GetRequiredService<TimeProvider>()
        );
    }

    /// <summary>Takes note of an event that was answered. It only takes note.</summary>
    /// <param name="hookEvent">The event.</param>
    /// <param name="source">The agent that it came of, as rows keep it.</param>
    public void ReadAfter(HookEvent hookEvent, string source)
    {
        if (
            hookEvent.Kind
            is not (
                EventKind.TurnEnd
                or EventKind.TurnFailure
                or EventKind.TurnInterruption
                or EventKind.SubagentEnd
                or EventKind.SessionEnd
                or EventKind.ToolBatch
            )
        )
            return;
        var transcript = hookEvent.TranscriptPath;
        if (transcript is not null)
            Read(new(hookEvent.SessionId, source, transcript), hookEvent.Kind);
        // A sub-agent's record need not lie below its session's, nor need that one be named.
        if (
            hookEvent is { Kind: EventKind.SubagentEnd, FilePath: { } record }
            && (transcript is null || !IsBelow(record, transcript))
        )
            Read(new(hookEvent.SessionId, source, record), hookEvent.Kind);
    }

    private void Read(ReadRequest asked, EventKind after)
    {
        Ask(asked);
        if (
            after is EventKind.TurnEnd
                or EventKind.TurnFailure
                or EventKind.TurnInterruption
                or EventKind.SubagentEnd
            && _later.Count < WaitingMax
        )
            _ = AskLater(asked);
    }

    private static bool IsBelow(string record, string transcript) =>
        record.StartsWith(Path.ChangeExtension(transcript, null) + "/subagents/", StringComparison.Ordinal);

    /// <summary>Reads a transcript now, beside those that wait; done when all of it is counted.</summary>
    internal Task Read(SessionId session, string? source, string transcript, CancellationToken stop) =>
        transcripts.Read(source, transcript, found =>
        {
            stop.ThrowIfCancellationRequested();
            return count(session, found);
        });

    /// <summary>Reads what was still to be read later at once, and what waits, for a few seconds at most.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        foreach (var later in _later.Values)
            Ask(later);
        _waiting.Writer.TryComplete();
        if (ExecuteTask is { } reading)
            await Task.WhenAny(reading, Task.Delay(DrainMax, clock, cancellationToken));
        await base.StopAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, LanesMax).Select(_ => Lane(stoppingToken)));

    private async Task Lane(CancellationToken stop)
    {
        await foreach (var asked in _waiting.Reader.ReadAllAsync(CancellationToken.None))
        {
            _asked.TryRemove(asked, out _);
            if (stop.IsCancellationRequested || !Begin(asked))
                continue;
            var more = true;
            while (more)
            {
                more = !await transcripts.ReadSlice(asked.Source, asked.Transcript, found =>
                    count(asked.Session, found)
                );
                // The rest waits behind the others, unless nobody else waits or everything shall end.
                if (more && _waiting.Reader.Count > 0 && Ask(asked))
                    more = false;
                more = (more || End(asked)) && !stop.IsCancellationRequested;
            }
        }
    }

    // One file is read by one lane; whoever asks meanwhile has it read once more.
    private bool Begin(ReadRequest asked)
    {
        lock (_underway)
        {
            if (_underway.TryAdd(asked, false))
                return true;
            _underway[asked] = true;
            return false;
        }
    }

    // True when it was asked for again, and is still under way.
    private bool End(ReadRequest asked)
    {
        lock (_underway)
        {
            if (_underway[asked])
            {
                _underway[asked] = false;
                return true;
            }

            _underway.Remove(asked);
            return false;
        }
    }

    // True when it waits.
    private bool Ask(ReadRequest asked)
    {
        if (!_asked.TryAdd(asked, true) || _waiting.Writer.TryWrite(asked))
            return true;
        _asked.TryRemove(asked, out _);
        return false;
    }

    private async Task AskLater(ReadRequest asked)
    {
        var key = Guid.NewGuid();
        _later[key] = asked;
        var waited = TimeSpan.Zero;
        foreach (var wait in Later)
        {
            await Task.Delay(wait - waited, clock);
            waited = wait;
            Ask(asked);
        }

        _later.TryRemove(key, out _);
    }

    private sealed record ReadRequest(SessionId Session, string Source, string Transcript);
}
