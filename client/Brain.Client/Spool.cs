namespace Brain.Client;

/// <summary>
/// Events of one session that could not be delivered, on disk in the order they came: one line each,
/// <c>{"id","at","hard","event"}</c>, appended in one write under a lock and synced before the hook ends.
/// </summary>
/// <param name="home">Where the spool lies.</param>
/// <param name="session">Whose events; null when the payload did not say.</param>
internal sealed unsafe class Spool(BrainHome home, string? session)
{
    /// <summary>The file of events that name no session.</summary>
    internal const string NoSession = "no-session";

    /// <summary>The most bytes kept for one session.</summary>
    internal const long BytesMax = 64L * 1024 * 1024;

    private const int LockWaitMs = 200;
    private const int LockRetryMs = 2;
    private const uint FolderMode = 0x1C0; // rwx------
    private const uint FileMode = 0x180; // rw-------

    internal string Path { get; } = $"{home.Spool}/{session ?? NoSession}.jsonl";

    /// <summary>Appends an event and makes it durable.</summary>
    /// <returns>Null when it is kept, else why it is not.</returns>
    internal string? Keep(ReadOnlySpan<byte> payload, bool hard) =>
        Append(SpooledEvent.Line(Guid.CreateVersion7(), DateTimeOffset.UtcNow, hard, payload));

    /// <summary>Appends one line.</summary>
    internal string? Append(ReadOnlySpan<byte> line)
    {
        _ = Posix.MakeFolder(home.Path, FolderMode);
        _ = Posix.MakeFolder(home.Spool, FolderMode);
        var file = Posix.Open(Path, Posix.ReadWrite | Posix.Create | Posix.Append | Posix.CloseOnExec, FileMode);
        if (file < 0)
            return $"{Path}: {Posix.ErrorText}";
        try
        {
            Lock(file);
            return Append(file, line);
        }
        finally
        {
            _ = Posix.Close(file);
        }
    }

    private static void Lock(int file)
    {
        var deadline = Environment.TickCount64 + LockWaitMs;
        // Without the lock one append in one write still does not mix with another; only a torn line could not be undone.
        while (Posix.Lock(file, Posix.LockExclusiveNow) != 0 && Environment.TickCount64 < deadline)
            Thread.Sleep(LockRetryMs);
    }

    private string? Append(int file, ReadOnlySpan<byte> line)
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
