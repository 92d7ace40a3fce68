using Brain.Messages;

namespace Brain.Client.Supervisor;

/// <summary>
/// Follows one process: takes over the one that runs, sees it end, and starts it again when it is time.
/// </summary>
/// <param name="process">Which one.</param>
/// <param name="log">Where it is said.</param>
internal sealed class ProcessWatch(Supervised process, SupervisorLog log)
{
    private const int HeldMs = 50;
    private const int AgainMs = 1_000;

    private RestartBackoff _backoff;
    private int _id;
    private int _restarts;
    private bool _held;
    private long _startedMs;
    private long _dueMs;
    private (string How, DateTimeOffset At)? _lastEnd;

    /// <summary>Readable once it has ended; less than 0 while none runs.</summary>
    internal int Descriptor { get; private set; } = -1;

    internal bool Runs => Descriptor >= 0;

    /// <summary>Readable once it has said that it is well; less than 0 while it is not asked.</summary>
    internal int Answer => Runs && process.Probe is { } probe ? probe.Descriptor : -1;

    /// <summary>How long there is nothing to do for it unless it ends.</summary>
    internal long IdleMs(long nowMs) =>
        (Runs, _held) switch
        {
            (true, _) => Math.Min(
                process.Probe?.IdleMs(nowMs) ?? long.MaxValue,
                _backoff.Failures == 0 ? long.MaxValue : Math.Max(0, _startedMs + RestartBackoff.SteadyMs - nowMs)
            ),
            (_, true) => HeldMs,
            _ => Math.Max(0, _dueMs - nowMs),
        };

    /// <summary>Does what is due now.</summary>
    /// <returns>True when its status is another than before.</returns>
    internal bool Step(long nowMs)
    {
        if (Runs)
            return HasEnded() ? End(nowMs) : Hangs(nowMs) || DoesWell(nowMs);
        if (nowMs < _dueMs)
            return false;
        try
        {
            return TakeUp(nowMs);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.Write($"{process.Name} can't be looked at, and is tried again in {AgainMs / 1000.0} s: {e.Message}");
            _dueMs = nowMs + AgainMs;
            return true;
        }
    }

    private bool TakeUp(long nowMs)
    {
        if (process.Find() is > 0 and var found && Watch(found, nowMs))
        {
            log.Write($"{process.Name} runs already, process {found}: watching it");
            return true;
        }

        var wasHeld = _held;
        _held = !process.MayStart();
        return _held ? !wasHeld : Start(nowMs);
    }

    /// <summary>Asks it to end and waits until it has, by force at last.</summary>
    internal void Stop()
    {
        foreach (var (signal, withinMs) in Runs ? process.Stops : [])
        {
            _ = PosixProcess.Signal(_id, signal);
            if (Posix.Await(Descriptor, Posix.Readable, Environment.TickCount64 + withinMs))
            {
                log.Write($"{process.Name}, process {_id}, was stopped");
                break;
            }
        }

        _ = PosixProcess.Reap(_id);
    }

    internal SupervisedStatus ToStatus(DateTimeOffset now, long nowMs) =>
        new(
            process.Name,
            Runs ? "running"
                : _held ? "held"
                : "waiting",
            Runs ? _id : 0,
            _restarts,
            _backoff.Failures
        )
        {
            LastEnd = _lastEnd?.How,
            LastEndAt = _lastEnd?.At,
            NextStart = Runs || _held ? null : now.AddMilliseconds(Math.Max(0, _dueMs - nowMs)),
            Loops = _backoff.Loops,
        };

    private bool DoesWell(long nowMs)
    {
        if (_backoff.Failures == 0 || nowMs - _startedMs < RestartBackoff.SteadyMs)
            return false;
        _backoff = default;
        return true;
    }

    // What is told to end by force ends by itself in what follows, and is started again as after any other end.
    private bool Hangs(long nowMs)
    {
        if (process.Probe?.Step(nowMs) is not true)
            return false;
        log.Write(
            $"{process.Name}, process {_id}, did not answer {HealthProbe.MissedMax} times in a row within "
                + $"{HealthProbe.AnswerMsMax / 1000} s: it hangs, and is ended by force"
        );
        process.Probe.End();
        _ = PosixProcess.Signal(_id, PosixProcess.Kill);
        return true;
    }

    private bool HasEnded() => Posix.Await(Descriptor, Posix.Readable, 0);

    private bool End(long nowMs)
    {
        _ = Posix.Close(Descriptor);
        Descriptor = -1;
        process.Probe?.End();
        Failed(PosixProcess.Reap(_id) ?? ProcessEnd.Unknown, nowMs, $"process {_id}, ");
        return true;
    }

    private bool Start(long nowMs)
    {
        if (process.Start() is > 0 and var id && Watch(id, nowMs))
        {
            _restarts += _lastEnd is null ? 0 : 1;
            log.Write($"{process.Name} was started, process {id}");
        }
        else
        {
            Failed(ProcessEnd.Unknown, nowMs, "could not be started and ");
        }

        return true;
    }

    private bool Watch(int id, long nowMs)
    {
        Descriptor = PosixProcess.Watch(id);
        (_id, _startedMs, _held) = (id, nowMs, false);
        if (Runs)
            process.Probe?.Begin(nowMs);
        return Runs;
    }

    private void Failed(ProcessEnd end, long nowMs, string who)
    {
        _backoff = _backoff.AfterEnd();
        _dueMs = nowMs + _backoff.DelayMs;
        _lastEnd = (end.ToText(), DateTimeOffset.UtcNow);
        log.Write($"{process.Name}, {who}{end.ToText()}; {Next()}");
        process.Ended(_backoff.Failures, end);
    }

    private string Next() =>
        _backoff.Loops
            ? $"{_backoff.Failures} times in a row it did so within a minute; it is tried again in "
                + $"{_backoff.DelayMs / 1000.0} s"
            : $"it is started again in {_backoff.DelayMs / 1000.0} s";
}
