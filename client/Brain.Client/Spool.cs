namespace Brain.Client;

/// <summary>
/// Events of one session that could not be delivered, on disk in the order they came: one line each, appended in one
/// write under a lock and synced before the hook ends. <see cref="Replay"/> sends them and takes the file away.
/// </summary>
/// <param name="home">Where the spool lies.</param>
/// <param name="session">Whose events; null when the payload did not say.</param>
internal sealed unsafe class Spool(BrainHome home, string? session)
{
    /// <summary>The file of events that name no session.</summary>
    internal const string NoSession = "no-session";

    /// <summary>The name of the file that holds what the brain would not take.</summary>
    internal const string Rejected = "rejected";

    /// <summary>The most bytes kept for one session, its delivered part included until the file is gone.</summary>
    internal const long BytesMax = 64L * 1024 * 1024;

    /// <summary>The most bytes of the whole folder.</summary>
    internal const long TotalBytesMax = 256L * 1024 * 1024;

    private const int LockWaitMs = 200;
    private const int ReopenMax = 100;
    private const uint FolderMode = 0x1C0; // rwx------
    private const uint FileMode = 0x180; // rw-------

    internal string Path { get; } = $"{home.Spool}/{NameOf(session)}.jsonl";

    /// <summary>How far the file was delivered; it is also the lock of whoever delivers.</summary>
    internal string Progress { get; } = $"{home.Spool}/{NameOf(session)}.sent";

    /// <summary>Events wait.</summary>
    internal bool Waits => Posix.IsThere(Path);

    /// <summary>An empty file that is there while events of any session may wait.</summary>
    internal static string Marker(BrainHome home) => home.Spool + "/waiting";

    /// <summary>What a session's files are called.</summary>
    internal static string NameOf(string? session) => session is null or Rejected ? NoSession : session;

    /// <summary>Appends an event and makes it durable.</summary>
    /// <returns>Null when it is kept, else why it is not.</returns>
    internal string? Keep(ReadOnlySpan<byte> payload, CarriedDelivery delivery)
    {
        var lost = Append(SpooledEvent.Line(delivery, payload));
        if (lost is null)
            Touch(Marker(home));
        return lost;
    }

    /// <summary>Appends one line.</summary>
    internal string? Append(ReadOnlySpan<byte> line)
    {
        _ = Posix.MakeFolder(home.Path, FolderMode);
        _ = Posix.MakeFolder(home.Spool, FolderMode);
        if (TotalBytes() + line.Length > TotalBytesMax)
            return $"{home.Spool} has reached its {TotalBytesMax / 1024 / 1024} MiB";
        for (var time = 1; ; time++)
        {
            var file = Posix.Open(Path, Posix.ReadWrite | Posix.Create | Posix.Append | Posix.CloseOnExec, FileMode);
            if (file < 0)
                return $"{Path}: {Posix.ErrorText}";
            try
            {
                // Without the lock one append in one write still does not mix with another; only a torn line could not
                // be undone.
                var locked = Posix.LockBy(file, Environment.TickCount64 + LockWaitMs);
                var gone = IsGone(file);
                if (gone && time < ReopenMax)
                    continue;
                var why = gone ? $"{Path} is taken away again and again" : Append(file, line, locked);
                // Who delivered the last line before ours may have taken the file away while we had no lock on it.
                if (why is not null || locked || !IsGone(file))
                    return why;
            }
            finally
            {
                _ = Posix.Close(file);
            }
        }
    }

    internal static void Touch(string path)
    {
        var file = Posix.Open(path, Posix.WriteOnly | Posix.Create | Posix.CloseOnExec, FileMode);
        if (file >= 0)
            _ = Posix.Close(file);
    }

    /// <summary>The file has no name any more: what is written to it now is lost.</summary>
    internal static bool IsGone(int file) => Posix.Facts(file) is { Names: 0, Mode: not 0 };

    private long TotalBytes()
    {
        try
        {
            return new DirectoryInfo(home.Spool).EnumerateFiles().Sum(file => file.Length);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A file went away while it was counted, or the folder is none: the write itself will tell.
            return 0;
        }
    }

    private string? Append(int file, ReadOnlySpan<byte> line, bool locked)
    {
        var size = Posix.Seek(file, 0, Posix.SeekEnd);
        if (size + line.Length > BytesMax)
            return $"{Path} has reached its {BytesMax / 1024 / 1024} MiB";

        fixed (byte* first = line)
        {
            // Every line begins with a line break of its own, but where the file already ends in one it is left out.
            var skip = size == 0 || EndsLine(file, size) ? 1 : 0;
            var wrote = Posix.Write(file, first + skip, (nuint)(line.Length - skip));
            if (wrote != line.Length - skip)
            {
                var why = wrote < 0 ? Posix.ErrorText : "the disk is full";
                if (locked)
                    _ = Posix.Truncate(file, size);
                return $"{Path}: {why}";
            }
        }

        if (Posix.Sync(file) != 0)
            return $"{Path}: {Posix.ErrorText}";
        if (size == 0)
            SyncFolder();
        return null;
    }

    private static bool EndsLine(int file, long size)
    {
        byte last;
        return Posix.ReadAt(file, &last, 1, size - 1) == 1 && last == '\n';
    }

    private void SyncFolder()
    {
        var folder = Posix.Open(home.Spool, Posix.CloseOnExec, 0);
        if (folder < 0)
            return;
        _ = Posix.Sync(folder);
        _ = Posix.Close(folder);
    }
}
