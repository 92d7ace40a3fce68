using System.Text;
using Brain.Messages.Sessions;

namespace Brain.Client.Http;

/// <summary>
/// One HTTP request over a Unix socket, by a deadline, with nothing between us and the system: the whole process
/// that asks should take a few milliseconds. Never throws.
/// </summary>
internal static unsafe class SocketHttp
{
    /// <summary>The most bytes an answer may have.</summary>
    internal const int AnswerBytesMax = 64 * 1024 * 1024;

    /// <summary>
    /// Nobody has its socket open, or whoever had it closed the connection: a brain that was killed is both, one after
    /// the other.
    /// False for one that is only slow.
    /// </summary>
    internal static bool IsGone(string fault) =>
        fault is NotThere or NotListening or HttpReader.HungUp or HttpReader.BrokeOff;

    /// <summary>It lives, and did not take or answer the event in time.</summary>
    internal static bool IsSlow(string fault) =>
        fault is NotAnswered or NotTaken or TooMany || fault.Contains(HookWaits.TooLate, StringComparison.Ordinal);

    private const string NotAnswered = "it did not answer in time";
    private const string NotTaken = "it did not take the event in time";
    private const string TooMany = "too many callers are waiting";

    private const string NotThere = "its socket is not there";
    private const string NotListening = "nothing listens on its socket";

    private const int ChunkBytes = 16 * 1024;
    private const int BusyDelayMs = 2;

    /// <summary>Sends the bytes of a request and reads its answer.</summary>
    /// <param name="path">The socket.</param>
    /// <param name="request">Head and body.</param>
    /// <param name="deadlineMs">On the clock of <see cref="Environment.TickCount64"/>.</param>
    internal static HttpAnswer Exchange(string path, ReadOnlySpan<byte> request, long deadlineMs)
    {
        var socket = Posix.Socket(Posix.FamilyUnix, Posix.Stream | Posix.NonBlocking | Posix.CloseOnExec, 0);
        if (socket < 0)
            return HttpAnswer.Failed($"no socket could be made: {Posix.ErrorText}");
        try
        {
            return (Connect(socket, path, deadlineMs) ?? Send(socket, request, deadlineMs)) is { } fault
                ? HttpAnswer.Failed(fault)
                : Receive(socket, deadlineMs);
        }
        finally
        {
            _ = Posix.Close(socket);
        }
    }

    private static string? Connect(int socket, string path, long deadlineMs)
    {
        var address = new Posix.UnixAddress { Family = Posix.FamilyUnix };
        if (Encoding.UTF8.GetByteCount(path) > Posix.UnixAddress.PathMax)
            return $"the path of its socket is longer than {Posix.UnixAddress.PathMax} bytes: {path}";
        Encoding.UTF8.GetBytes(path, new Span<byte>(address.Path, Posix.UnixAddress.PathMax));

        while (Posix.Connect(socket, &address, (uint)sizeof(Posix.UnixAddress)) != 0)
        {
            switch (Posix.Error)
            {
                case Posix.NoEntry:
                    return NotThere;
                case Posix.ConnectionRefused:
                    return NotListening;
                case Posix.NoAccess:
                    return "its socket belongs to another user";
                case Posix.Interrupted:
                    continue;
                case Posix.TryAgain when Environment.TickCount64 < deadlineMs:
                    // The queue of waiting callers is full: the brain lives, but is busy.
                    Thread.Sleep(BusyDelayMs);
                    continue;
                case Posix.TryAgain:
                    return TooMany;
                default:
                    return Posix.ErrorText;
            }
        }

        return null;
    }

    private static string? Send(int socket, ReadOnlySpan<byte> request, long deadlineMs)
    {
        fixed (byte* first = request)
        {
            var done = 0;
            while (done < request.Length)
            {
                var sent = Posix.Send(socket, first + done, (nuint)(request.Length - done), Posix.NoSignal);
                if (sent > 0)
                {
                    done += (int)sent;
                    continue;
                }

                // Asked once: waiting is a call too, and sets it anew.
                var error = Posix.Error;
                if (error == Posix.TryAgain && !Posix.Await(socket, Posix.Writable, deadlineMs))
                    return NotTaken;
                if (error is not (Posix.TryAgain or Posix.Interrupted))
                    // An early refusal closes the connection after its answer, which is still to be read.
                    return null;
            }
        }

        return null;
    }

    private static HttpAnswer Receive(int socket, long deadlineMs)
    {
        var buffer = new byte[ChunkBytes];
        var length = 0;
        var waits = false;
        while (true)
        {
            if (length == buffer.Length)
                Array.Resize(ref buffer, buffer.Length * 2);
            if (length >= AnswerBytesMax)
                return HttpAnswer.Failed($"its answer was longer than {AnswerBytesMax} bytes");
            if (!Posix.Await(socket, Posix.Readable, deadlineMs))
                return HttpAnswer.Failed(NotAnswered);

            nint got;
            fixed (byte* first = buffer)
                got = Posix.Read(socket, first + length, (nuint)(buffer.Length - length));
            if (got < 0 && Posix.Error is Posix.TryAgain or Posix.Interrupted)
                continue;

            var ended = got <= 0;
            length += ended ? 0 : (int)got;
            if (HttpReader.TryRead(buffer.AsMemory(0, length), ended, out var answer))
                return answer;
            // The brain has begun to answer and says that it takes a while, since the person asked for it.
            if (!waits && HttpReader.WaitMs(buffer.AsSpan(0, length)) is { } longer)
                (waits, deadlineMs) = (true, Environment.TickCount64 + longer);
        }
    }
}
