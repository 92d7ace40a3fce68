using System.Globalization;
using Brain.Client.Http;

namespace Brain.Client;

/// <summary>
/// Counts how often the brain failed at the first line of a spool while it was well (<c>spool/SESSION.stuck</c>:
/// <c>ID TRIES FIRST LAST</c>, times in seconds since 1970), so that one event can't hold up its session for ever. A
/// brain that is down, slow, starting or can't write counts nothing: between two counted tries some other event must
/// have been committed (<c>spool/heard</c>), and it must call itself ready at each.
/// </summary>
internal sealed unsafe class PoisonEvent(BrainHome home, string? session)
{
    /// <summary>The least tries before a line is put aside.</summary>
    internal const int TriesMin = 10;

    /// <summary>The least time from the first of them to the last.</summary>
    internal static readonly TimeSpan TimeMin = TimeSpan.FromHours(1);

    /// <summary>The least time that a try must have had to count: in less, a busy brain may fail at anything.</summary>
    internal const int TryMsMin = 5_000;

    private const int ReadyMs = 2_000;
    private const uint FileMode = 0x180; // rw-------

    /// <summary>Where the count is kept.</summary>
    internal string Path { get; } = $"{home.Spool}/{Spool.NameOf(session)}.stuck";

    /// <summary>Tries so far and when the first was; null when nothing is stuck.</summary>
    internal (int Tries, DateTimeOffset First)? Found =>
        Read() is { } count ? (count.Tries, DateTimeOffset.FromUnixTimeSeconds(count.First)) : null;

    /// <summary>The brain has just committed some event.</summary>
    internal static void Heard(BrainHome home)
    {
        var file = Posix.Open(HeardPath(home), Posix.WriteOnly | Posix.Create | Posix.CloseOnExec, FileMode);
        if (file < 0)
            return;
        var mark = (byte)'\n';
        _ = Posix.WriteAt(file, &mark, 1, 0);
        _ = Posix.Close(file);
    }

    /// <summary>The brain failed at a line.</summary>
    /// <returns>True when it did so often enough, and the line is to be put aside.</returns>
    internal bool Fails(Guid id)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        if (Read() is not { } count || count.Id != id)
        {
            Write(new(id, 1, now, now));
            return false;
        }

        if (LastHeard() <= count.Last || !IsReady())
            return false;
        count = count with { Tries = count.Tries + 1, Last = now };
        Write(count);
        return count.Tries >= TriesMin && now - count.First >= TimeMin.TotalSeconds;
    }

    /// <summary>The line is done with.</summary>
    internal void Over() => _ = Posix.Unlink(Path);

    private static string HeardPath(BrainHome home) => home.Spool + "/heard";

    private long LastHeard()
    {
        var file = new FileInfo(HeardPath(home));
        return file.Exists ? new DateTimeOffset(file.LastWriteTimeUtc).ToUnixTimeSeconds() : 0;
    }

    private bool IsReady() =>
        SocketHttp.Exchange(
            home.Socket,
            "GET /readyz HTTP/1.0\r\nHost: localhost\r\nConnection: close\r\n\r\n"u8,
            Environment.TickCount64 + ReadyMs
        )
            is { Fault: null, Status: 200 };

    private TryCount? Read()
    {
        try
        {
            return
                File.Exists(Path)
                && File.ReadAllText(Path).Split(' ') is [var id, var tries, var first, var last]
                && Guid.TryParse(id, out var line)
                && int.TryParse(tries, out var number)
                && long.TryParse(first, out var began)
                && long.TryParse(last, out var ended)
                ? new(line, number, began, ended)
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private void Write(TryCount count)
    {
        try
        {
            File.WriteAllText(
                Path,
                string.Create(CultureInfo.InvariantCulture, $"{count.Id} {count.Tries} {count.First} {count.Last}")
            );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Uncounted, the line waits longer.
        }
    }

    private sealed record TryCount(Guid Id, int Tries, long First, long Last);
}
