using System.Runtime.InteropServices;
using System.Text.Json;
using Brain.Messages;

namespace Brain.Client.Supervisor;

/// <summary>
/// Keeps Postgres and the silo up for as long as the person wants that (<c>run/desired</c>). It sleeps until one of
/// them ends. SIGTERM stops both and it; SIGUSR1 makes it leave them running to whoever takes the lock next; when it is
/// killed they run on, and the next supervisor takes them over.
/// </summary>
/// <param name="home">Where the brain is.</param>
/// <param name="startedBy">up, hook, status or systemd.</param>
internal sealed unsafe class SupervisorLoop(BrainHome home, string startedBy)
{
    private const int LookMs = 30_000;
    private const int LockMs = 2_000;
    private const int LockAgainMs = 20;
    private const uint OnlyOwner = 0x3F; // others may do nothing with what it makes

    private readonly SupervisorLog _log = new(home);
    private readonly DateTimeOffset _since = DateTimeOffset.UtcNow;
    private volatile int _signal;

    /// <summary>Runs until told otherwise.</summary>
    /// <returns>False when another supervisor, or <c>up</c> or <c>down</c>, is at work.</returns>
    internal bool Run()
    {
        _ = PosixProcess.Umask(OnlyOwner);
        if (Lock() is not { } held)
            return false;
        var ends = stackalloc int[2];
        _ = PosixProcess.Pipe(ends, Posix.CloseOnExec | Posix.NonBlocking);
        var wake = ends[1];
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
            Tell(signal, PosixProcess.Terminate, wake)
        );
        using var leave = PosixSignalRegistration.Create((PosixSignal)PosixProcess.Leave, signal =>
            Tell(signal, PosixProcess.Leave, wake)
        );
        SupervisorLock.Sign(held);
        _log.Write($"supervisor started by {startedBy}, process {Environment.ProcessId}");

        var postgres = SupervisedPostgres.Of(home);
        var silo = new SupervisedSilo(home, postgres);
        Supervised[] all = postgres is null ? [silo] : [postgres, silo];
        Follow([.. all.Select(process => new ProcessWatch(process, _log))], ends[0]);
        return true;
    }

    private int? Lock()
    {
        var until = Environment.TickCount64 + LockMs;
        while (true)
        {
            if (SupervisorLock.Take(home) is { } held)
                return held;
            if (SupervisorLock.Supervisor(home) != 0 || Environment.TickCount64 > until)
                return null;
            Thread.Sleep(LockAgainMs);
        }
    }

    private void Follow(ProcessWatch[] watches, int wake)
    {
        RunNotes.Remove(home, RunNotes.SiloEnded);
        Tell(watches);
        while (_signal == 0 && RunNotes.WantsUp(home))
        {
            var now = Environment.TickCount64;
            var changed = false;
            foreach (var watch in watches)
                changed |= watch.Step(now);
            if (changed)
                Tell(watches);
            Wait(watches, wake, (int)Math.Min(LookMs, watches.Min(watch => watch.IdleMs(now))));
        }

        RunNotes.Remove(home, RunNotes.Status);
        _log.Write(
            _signal switch
            {
                PosixProcess.Leave => "supervisor leaves, and what it watched runs on",
                PosixProcess.Terminate => "supervisor was told to end (SIGTERM) and stops what it watched",
                _ => "supervisor leaves: `down` was said",
            }
        );
        if (_signal == PosixProcess.Terminate)
        {
            foreach (var watch in watches.Reverse())
                watch.Stop();
        }
    }

    private static void Wait(ProcessWatch[] watches, int wake, int ms)
    {
        var awaited = stackalloc Posix.Awaited[(2 * watches.Length) + 1];
        var count = 0;
        awaited[count++] = new() { File = wake, What = Posix.Readable };
        foreach (var watch in watches)
        {
            if (watch.Runs)
                awaited[count++] = new() { File = watch.Descriptor, What = Posix.Readable };
            if (watch.Answer >= 0)
                awaited[count++] = new() { File = watch.Answer, What = Posix.Readable };
        }

        _ = Posix.Poll(awaited, (nuint)count, ms);
    }

    private void Tell(PosixSignalContext signal, int what, int wake)
    {
        signal.Cancel = true;
        _signal = what;
        var mark = (byte)'\n';
        _ = Posix.Write(wake, &mark, 1);
    }

    private void Tell(ProcessWatch[] watches)
    {
        var (now, nowMs) = (DateTimeOffset.UtcNow, Environment.TickCount64);
        var status = new SupervisorStatus(
            Environment.ProcessId,
            startedBy,
            _since,
            [.. watches.Select(watch => watch.ToStatus(now, nowMs))]
        );
        RunNotes.TryWrite(
            home,
            RunNotes.Status,
            JsonSerializer.Serialize(status, MessagesJson.Default.SupervisorStatus)
        );
    }
}
