using System.Globalization;

namespace Brain.Client.Supervisor;

/// <summary>
/// The private Postgres. Its postmaster is the process that <c>postmaster.pid</c> names and that works in the data
/// folder.
/// </summary>
/// <param name="home">Where the brain is.</param>
/// <param name="words">What starts it: perhaps a change of user, then <c>postgres -D DATA -k SOCKETS</c>.</param>
internal sealed class SupervisedPostgres(BrainHome home, string[] words) : Supervised("postgres")
{
    private const int LogBytesMax = 1024 * 1024;
    private const int FastMs = 60_000;
    private const int AtOnceMs = 10_000;
    private const int StatusLine = 7;
    private const uint OnlyOwner = 0x1C0; // rwx------
    private const int LeftoverQuitMs = 500;
    private const int LeftoverKillMs = 2_000;

    private readonly string _data = After(words, "-D");
    private readonly string _sockets = After(words, "-k");
    private long _leftSinceMs;

    internal override (int Signal, int WithinMs)[] Stops =>
        [(PosixProcess.Interrupt, FastMs), (PosixProcess.Quit, AtOnceMs)];

    /// <summary>Null when the database is somebody else's.</summary>
    internal static SupervisedPostgres? Of(BrainHome home) =>
        RunNotes.Lines(home, RunNotes.PostgresCommand) is { Length: > 0 } words ? new(home, words) : null;

    internal override int Find() => Named() is > 0 and var id && WorksInData(id) ? id : 0;

    /// <summary>It says so itself in its file, once recovery is over.</summary>
    internal bool TakesConnections() =>
        Find() > 0 && PidFile() is { Length: > StatusLine } lines && lines[StatusLine].Trim() == "ready";

    internal override bool MayStart()
    {
        int[] left = [.. PosixProcess.All().Where(id => WorksInData(id))];
        if (left.Length == 0)
            return true;
        EndLeftovers(left);
        return false;
    }

    internal override int Start()
    {
        _leftSinceMs = 0;
        // No process works in the data folder, so whoever has the number in the file now is a stranger; Postgres would
        // not know.
        foreach (
            var stale in new[]
            {
                _data + "/postmaster.pid",
                _sockets + "/.s.PGSQL.5432",
                _sockets + "/.s.PGSQL.5432.lock",
            }
        )
            _ = Posix.Unlink(stale);
        if (!HasSocketFolder())
            return -Posix.NoAccess;
        return BackgroundProgram.Start(
            words,
            RememberedEnvironment.OfPostgres(home),
            home.Path + "/logs/postgres.log",
            LogBytesMax
        );
    }

    // A killed postmaster's processes end by themselves as a rule; one in the midst of a long query does not, and none
    // may write any more once the next postmaster recovers. What they leave is what a crash leaves.
    private void EndLeftovers(int[] left)
    {
        var now = Environment.TickCount64;
        if (_leftSinceMs == 0)
            _leftSinceMs = now;
        var forMs = now - _leftSinceMs;
        if (forMs < LeftoverQuitMs)
            return;
        foreach (var id in left)
            _ = PosixProcess.Signal(id, forMs < LeftoverKillMs ? PosixProcess.Quit : PosixProcess.Kill);
    }

    // It is gone after a restart of the machine when it lies in a folder such as /tmp.
    private bool HasSocketFolder()
    {
        if (!Posix.IsThere(_sockets))
        {
            string[] make =
            [
                .. words[..Array.FindIndex(words, word => word.EndsWith("/postgres", StringComparison.Ordinal))],
                "/bin/mkdir",
                "-m",
                "0700",
                _sockets,
            ];
            var id = BackgroundProgram.Start(
                make,
                RememberedEnvironment.OfPostgres(home),
                home.Path + "/logs/postgres.log",
                LogBytesMax
            );
            if (id > 0)
                _ = PosixProcess.Await(id);
        }

        var (folder, data) = (Posix.Facts(_sockets), Posix.Facts(_data));
        return folder.User == data.User && (folder.Mode & 0xFFF) == OnlyOwner;
    }

    private int Named() =>
        PidFile() is [var first, ..] && int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? id
            : 0;

    private string[] PidFile()
    {
        try
        {
            return File.ReadAllLines(_data + "/postmaster.pid");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private bool WorksInData(int id) =>
        Posix.Resolve($"/proc/{id}/cwd") == _data
        && Path.GetFileName(PosixProcess.Program(id).AsSpan()).StartsWith("postgres", StringComparison.Ordinal);

    private static string After(string[] words, string option) =>
        Array.IndexOf(words, option) is >= 0 and var at && at + 1 < words.Length ? words[at + 1] : "";
}
