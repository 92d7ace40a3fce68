using System.Buffers.Text;
using System.Text;
using Brain.Client.HandOff;
using Brain.Client.Hooks;
using Brain.Client.Http;

namespace Brain.Client;

/// <summary>How a replay ended.</summary>
/// <param name="Sent">Events that the brain took.</param>
/// <param name="Rejected">Lines that are no events, or that a brain which is well fails at, now in
/// <c>rejected.jsonl</c>.</param>
/// <param name="Empty">Nothing waits any more.</param>
/// <param name="Fault">Why an event could not be delivered; null when there was only no time left.</param>
internal readonly record struct ReplayEnd(int Sent, int Rejected, bool Empty, string? Fault);

/// <summary>
/// Delivers what waits of one session, oldest first, one client at a time. How far it got is noted after each line, so
/// a client that is killed repeats at most one, and that one carries the id it had before.
/// </summary>
/// <param name="home">Where the spool and the brain are.</param>
/// <param name="session">Whose events; null for those that name no session.</param>
internal sealed unsafe class Replay(BrainHome home, string? session)
{
    private const int ProgressDigits = 20;
    private const int LockWaitMs = 200;
    private const uint FileMode = 0x180; // rw-------

    private readonly Spool _spool = new(home, session);
    private readonly RejectedLines _rejected = new(home);
    private readonly SpoolReader _reading = new();
    private readonly PoisonEvent _stuck = new(home, session);
    private int _file = -1;
    private int _progress = -1;
    private int _sent;
    private int _turnedAway;

    /// <summary>Delivers until nothing waits, one cannot be delivered, or the time is over.</summary>
    /// <param name="deadlineMs">On the clock of <see cref="Environment.TickCount64"/>.</param>
    /// <param name="eventMs">The most time for one event.</param>
    internal ReplayEnd Run(long deadlineMs, int eventMs)
    {
        try
        {
            if (!OpenProgress(deadlineMs))
                return Ended(empty: !_spool.Waits);
            _file = Posix.Open(_spool.Path, Posix.ReadWrite | Posix.CloseOnExec, 0);
            if (_file < 0)
                return NothingThere();
            return Deliver(deadlineMs, eventMs);
        }
        finally
        {
            Close(_file);
            Close(_progress);
        }
    }

    private ReplayEnd Deliver(long deadlineMs, int eventMs)
    {
        var at = ReadProgress();
        while (true)
        {
            if (Environment.TickCount64 >= deadlineMs)
                return Ended();
            if (!_reading.Line(_file, at, out var line))
            {
                var (over, torn) = TakeAway(at, out line);
                if (over)
                    return Ended(empty: true);
                if (!torn)
                    continue;
            }

            if (
                line.Length > 1
                && Send(line[..^1], Math.Min(deadlineMs, Environment.TickCount64 + eventMs)) is { } fault
            )
                return Ended() with { Fault = fault };
            if (line.Length > 1)
                _stuck.Over();
            at += line.Length;
            WriteProgress(at);
        }
    }

    // Null when the line is done with, else why it is not.
    private string? Send(ReadOnlySpan<byte> line, long deadlineMs)
    {
        if (!SpooledEvent.TryRead(line, out var delivery, out var payload))
            return TurnAway("it is torn, or no line of the spool", line);
        var began = Environment.TickCount64;
        var answer = SocketHttp.Exchange(
            home.Socket,
            HookPayload.Of(payload).AsRequest(delivery.Hard, delivery.Headers(deadlineMs), delivery.Route),
            deadlineMs
        );
        switch (answer)
        {
            case { Fault: { } why }:
                return why;
            case { Status: 200 }:
                _sent++;
                PoisonEvent.Heard(home);
                if (delivery.HandOff is { } project && HandOffFile.In(project, mayCreate: true) is { } file)
                    HandOffTurn.Append(home, project, file, payload);
                return null;
            // Those of the 4xx that speak of the caller or the moment, not of the event.
            case { Status: >= 400 and < 500 and not (401 or 403 or 408 or 429) }:
                return TurnAway(HookText.NotAnEvent(answer), line);
            case { Status: >= 500 } when deadlineMs - began >= PoisonEvent.TryMsMin && _stuck.Fails(delivery.Id):
                return TurnAway(HookText.Stuck(answer), line);
            default:
                return answer.WhyNot;
        }
    }

    private string? TurnAway(string why, ReadOnlySpan<byte> line)
    {
        if (_rejected.Keep(why, Spool.NameOf(session), line) is { } lost)
            return lost;
        _turnedAway++;
        return null;
    }

    // At the end of the file: nothing after it, half a line after it, or whole lines that have just come.
    private (bool Over, bool Torn) TakeAway(long at, out ReadOnlySpan<byte> line)
    {
        line = default;
        // A writer that holds it may be about to write: without the lock nothing is taken away.
        if (!Posix.LockBy(_file, Environment.TickCount64 + LockWaitMs))
            return (false, false);
        try
        {
            if (_reading.Line(_file, at, out line))
                return (false, true);
            if (Posix.Facts(_file).Size > at)
            {
                // Nobody writes now, so nobody will finish this line. What it lacks is its line break.
                line = _reading.Rest(_file, at);
                return (false, true);
            }

            ForgetProgress();
            if (!Spool.IsGone(_file))
                _ = Posix.Unlink(_spool.Path);
            // A writer that got no lock in time may have come in between; it looks afterwards, and so do we.
            if (Posix.Facts(_file).Size > at)
                return (false, false);
            _ = Posix.Unlink(_spool.Progress);
            return (true, false);
        }
        finally
        {
            _ = Posix.Lock(_file, Posix.Unlock);
        }
    }

    private ReplayEnd NothingThere()
    {
        if (Posix.Error != Posix.NoEntry)
            return Ended() with { Fault = $"{_spool.Path}: {Posix.ErrorText}" };
        ForgetProgress();
        _ = Posix.Unlink(_spool.Progress);
        return Ended(empty: true);
    }

    private bool OpenProgress(long deadlineMs)
    {
        while (true)
        {
            _progress = Posix.Open(_spool.Progress, Posix.ReadWrite | Posix.Create | Posix.CloseOnExec, FileMode);
            if (_progress < 0 || !Posix.LockBy(_progress, deadlineMs))
                return false;
            if (!Spool.IsGone(_progress))
                return true;
            Close(_progress);
        }
    }

    private long ReadProgress()
    {
        var digits = stackalloc byte[ProgressDigits];
        var read = Posix.ReadAt(_progress, digits, ProgressDigits, 0) == ProgressDigits;
        return
            read
            && Utf8Parser.TryParse(new ReadOnlySpan<byte>(digits, ProgressDigits), out long at, out _)
            && at <= Posix.Facts(_file).Size + 1
            ? at
            : 0;
    }

    // Not synced: after a power cut the last lines are sent again, with the ids they had.
    private void WriteProgress(long at)
    {
        var digits = Encoding.ASCII.GetBytes(at.ToString("D20"));
        fixed (byte* first = digits)
            _ = Posix.WriteAt(_progress, first, ProgressDigits, 0);
    }

    // Before the file it speaks of goes: the next file of this name starts at its start.
    private void ForgetProgress() => _ = Posix.Truncate(_progress, 0);

    private ReplayEnd Ended(bool empty = false) => new(_sent, _turnedAway, empty, null);

    private static void Close(int file)
    {
        if (file >= 0)
            _ = Posix.Close(file);
    }
}
