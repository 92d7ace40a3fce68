namespace Brain.Client.Supervisor;

/// <summary>
/// Starts the supervisor in the background where somebody finds that it should run and does not: a hook that finds no
/// brain, a session that starts, <c>brain status</c>. Nobody waits for it, and it gets nothing of their environment.
/// </summary>
internal static unsafe class BackgroundStart
{
    /// <summary>The least time between two starts.</summary>
    internal const int PauseSeconds = 2;

    private const int LogBytesMax = 1024 * 1024;
    private const uint FileMode = 0x180; // rw-------

    /// <summary>Starts it if the person wants the brain up, allows it and nobody has just done so.</summary>
    /// <param name="home">Where the brain is.</param>
    /// <param name="by">hook or status.</param>
    /// <returns>True when the brain is on its way, by this or by others.</returns>
    internal static bool Try(BrainHome home, string by)
    {
        if (!RunNotes.WantsUp(home))
            return false;
        if (SupervisorLock.Supervisor(home) != 0)
            return true;
        if (!IsOurs(home) || !PersonsFile.HooksMayStart(home))
            return false;
        if (MayTryNow(home))
            _ = Spawn(home, by);
        return true;
    }

    /// <summary>Starts the supervisor in the background.</summary>
    internal static int Spawn(BrainHome home, string by) =>
        BackgroundProgram.Start(
            [home.Program, "supervise", "--by", by],
            Variables(home),
            home.Path + "/logs/supervisor.log",
            LogBytesMax
        );

    // Whose folder it is, and that this program lies in it: a BRAIN_HOME that somebody slipped into a session's
    // environment must not name what is started.
    private static bool IsOurs(BrainHome home) =>
        Environment.ProcessPath is { } program
        && Posix.Resolve(home.Path) + "/bin/brain" == program
        && Posix.Facts(program).User == Posix.UserId()
        && Posix.Facts(home.Path + "/run").User == Posix.UserId();

    private static string[] Variables(BrainHome home) =>
        [.. RunNotes.Lines(home, RunNotes.Environment), $"BRAIN_HOME={home.Path}"];

    private static bool MayTryNow(BrainHome home)
    {
        var file = Posix.Open(
            home.Path + "/run/start.lock",
            Posix.ReadWrite | Posix.Create | Posix.CloseOnExec | Posix.NoFollow,
            FileMode
        );
        if (file < 0)
            return false;
        var due = Posix.Lock(file, Posix.LockExclusiveNow) == 0 && IsDue(file);
        _ = Posix.Close(file);
        return due;
    }

    private static bool IsDue(int file)
    {
        var facts = Posix.Facts(file);
        if (facts.Size > 0 && DateTimeOffset.UtcNow.ToUnixTimeSeconds() - facts.WrittenAt is >= 0 and < PauseSeconds)
            return false;
        var mark = (byte)'\n';
        return Posix.WriteAt(file, &mark, 1, 0) == 1;
    }
}
