namespace Brain.Client;

/// <summary>
/// Starts <c>brain spool flush</c> in the background, so that no hook and no agent waits for it. At most one at a time,
/// and one every <see cref="PauseSeconds"/>.
/// </summary>
internal static unsafe class Flusher
{
    /// <summary>The least time between two starts.</summary>
    internal const int PauseSeconds = 2;

    /// <summary>The option by which the flush knows that nobody looks.</summary>
    internal const string Unwatched = "--unwatched";

    private const int LogBytesMax = 1024 * 1024;
    private const uint FileMode = 0x180; // rw-------

    /// <summary>Takes the lock of the one flush that runs unwatched; null when another has it.</summary>
    internal static int? TryLock(BrainHome home)
    {
        var file = Posix.Open(LockPath(home), Posix.ReadWrite | Posix.Create | Posix.CloseOnExec, FileMode);
        if (file >= 0 && Posix.Lock(file, Posix.LockExclusiveNow) == 0)
            return file;
        _ = Posix.Close(file);
        return null;
    }

    /// <summary>Starts one, unless one runs or has just been started.</summary>
    internal static void Start(BrainHome home)
    {
        // Whoever hosts this code in tests is no brain to start again.
        if (Environment.ProcessPath is not { } program || !program.EndsWith("/brain", StringComparison.Ordinal))
            return;
        if (TryLock(home) is not { } file)
            return;
        var facts = Posix.Facts(file);
        var due =
            facts.Size == 0 || DateTimeOffset.UtcNow.ToUnixTimeSeconds() - facts.WrittenAt is >= PauseSeconds or < 0;
        if (due)
        {
            var mark = (byte)'\n';
            _ = Posix.WriteAt(file, &mark, 1, 0);
        }

        _ = Posix.Close(file);
        // The agent's environment holds its keys; this needs to know only where the brain is.
        if (due)
            _ = BackgroundProgram.Start(
                [program, "spool", "flush", Unwatched],
                [$"BRAIN_HOME={home.Path}"],
                home.Path + "/logs/spool.log",
                LogBytesMax
            );
    }

    private static string LockPath(BrainHome home) => home.Spool + "/flush.lock";
}
