using System.Text;

namespace Brain.Client.Supervisor;

/// <summary>
/// Asks a silo now and then whether it still answers, without waiting for it. A silo that starts or migrates has no
/// socket yet and is not asked; one that took the question and says nothing hangs.
/// </summary>
/// <param name="path">Its socket.</param>
internal sealed unsafe class HealthProbe(string path)
{
    /// <summary>From one question to the next of a silo that answers.</summary>
    internal const int EveryMs = 10_000;

    /// <summary>How long an answer may take.</summary>
    internal const int AnswerMsMax = 5_000;

    /// <summary>After so many questions in a row without an answer it is started anew.</summary>
    internal const int MissedMax = 3;

    private long _dueMs = long.MaxValue;
    private int _missed;

    /// <summary>Readable once there is an answer; less than 0 while nothing is asked.</summary>
    internal int Descriptor { get; private set; } = -1;

    /// <summary>How long there is nothing to do unless it answers.</summary>
    internal long IdleMs(long nowMs) => Math.Max(0, _dueMs - nowMs);

    /// <summary>Another process is asked from now on.</summary>
    internal void Begin(long nowMs)
    {
        Close();
        (_missed, _dueMs) = (0, nowMs + EveryMs);
    }

    /// <summary>There is nobody to ask.</summary>
    internal void End()
    {
        Close();
        _dueMs = long.MaxValue;
    }

    /// <summary>Does what is due now.</summary>
    /// <returns>True once it hangs.</returns>
    internal bool Step(long nowMs)
    {
        if (Descriptor >= 0)
        {
            // A connection that ends without a word is no answer, and no proof that it hangs.
            if (Posix.Await(Descriptor, Posix.Readable, 0))
                Begin(nowMs);
            else if (nowMs >= _dueMs)
                return Missed(nowMs);
            return false;
        }

        return nowMs >= _dueMs && Ask(nowMs);
    }

    private bool Ask(long nowMs)
    {
        Descriptor = Posix.Socket(Posix.FamilyUnix, Posix.Stream | Posix.NonBlocking | Posix.CloseOnExec, 0);
        var address = new Posix.UnixAddress { Family = Posix.FamilyUnix };
        if (Descriptor < 0 || !Encoding.UTF8.TryGetBytes(path, new(address.Path, Posix.UnixAddress.PathMax), out _))
        {
            Begin(nowMs);
            return false;
        }

        if (Posix.Connect(Descriptor, &address, (uint)sizeof(Posix.UnixAddress)) != 0)
        {
            // So many wait to be let in that there is no room for one more: as good as no answer.
            if (Posix.Error == Posix.TryAgain)
            {
                Close();
                return Missed(nowMs + AnswerMsMax);
            }

            Begin(nowMs);
            return false;
        }

        var question = "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"u8;
        fixed (byte* first = question)
            _ = Posix.Send(Descriptor, first, (nuint)question.Length, Posix.NoSignal);
        _dueMs = nowMs + AnswerMsMax;
        return false;
    }

    private bool Missed(long againMs)
    {
        Close();
        (_missed, _dueMs) = (_missed + 1, againMs);
        return _missed >= MissedMax;
    }

    private void Close()
    {
        if (Descriptor >= 0)
            _ = Posix.Close(Descriptor);
        Descriptor = -1;
    }
}
