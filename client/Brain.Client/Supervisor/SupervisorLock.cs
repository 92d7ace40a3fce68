using System.Globalization;
using System.Text;

namespace Brain.Client.Supervisor;

/// <summary>
/// Who holds <c>run/supervisor.lock</c> may start and stop the brain's processes, and nobody else: the one supervisor,
/// or
/// <c>up</c> and <c>down</c> at work. The system lets it go when its holder dies.
/// </summary>
internal static unsafe class SupervisorLock
{
    private const int TextBytesMax = 64;
    private const uint FileMode = 0x180; // rw-------

    /// <summary>Takes it; null when another has it.</summary>
    internal static int? Take(BrainHome home)
    {
        var file = Posix.Open(
            PathOf(home),
            Posix.ReadWrite | Posix.Create | Posix.CloseOnExec | Posix.NoFollow,
            FileMode
        );
        if (file < 0)
            return null;
        if (Posix.Lock(file, Posix.LockExclusiveNow) == 0)
            return file;
        _ = Posix.Close(file);
        return null;
    }

    /// <summary>
    /// The supervisor that lives and has it; 0 for none. A look only: nothing is held by whoever looks.
    /// </summary>
    internal static int Supervisor(BrainHome home) =>
        Read(home).Split(' ') is [var pid, var started]
        && int.TryParse(pid, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
        && PosixProcess.StartTime(id) == started
            ? id
            : 0;

    /// <summary>Writes into it which process has it, for those who want to ask it to leave.</summary>
    internal static void Sign(int file)
    {
        var id = Environment.ProcessId;
        _ = Posix.Truncate(file, 0);
        _ = Posix.WriteAll(
            file,
            Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id} {PosixProcess.StartTime(id)}\n"))
        );
    }

    // Not by File, which would take a lock of its own: it would find the file in use, or be in the way of who takes it.
    private static string Read(BrainHome home)
    {
        var file = Posix.Open(PathOf(home), Posix.CloseOnExec | Posix.NoFollow, 0);
        if (file < 0)
            return "";
        var bytes = stackalloc byte[TextBytesMax];
        var got = Posix.Read(file, bytes, TextBytesMax);
        _ = Posix.Close(file);
        return got <= 0 ? "" : Encoding.ASCII.GetString(bytes, (int)got).Trim();
    }

    private static string PathOf(BrainHome home) => home.Path + "/run/supervisor.lock";
}
