using System.Globalization;
using System.Runtime.InteropServices;

namespace Brain.Client.Supervisor;

/// <summary>Other processes: who they are, when they end and how. Linux numbers.</summary>
internal static unsafe partial class PosixProcess
{
    internal const int Quit = 3;
    internal const int Kill = 9;
    internal const int Leave = 10; // SIGUSR1
    internal const int Terminate = 15;
    internal const int Interrupt = 2;

    private const int OpenByPid = 434; // pidfd_open, the same number on every processor
    private const int DoNotWait = 1;
    private const int StartTimeField = 19; // counted behind the name
    private const int ParentField = 1;

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    internal static partial int Signal(int pid, int signal);

    [LibraryImport("libc", EntryPoint = "umask")]
    internal static partial uint Umask(uint mask);

    [LibraryImport("libc", EntryPoint = "pipe2", SetLastError = true)]
    internal static partial int Pipe(int* ends, int flags);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint Call(nint number, nint pid, nint flags);

    [LibraryImport("libc", EntryPoint = "waitpid", SetLastError = true)]
    private static partial int WaitFor(int pid, int* status, int options);

    /// <summary>
    /// A descriptor that becomes readable when the process ends; less than 0 when there is no such process.
    /// </summary>
    internal static int Watch(int pid) => (int)Call(OpenByPid, pid, 0);

    /// <summary>How a child of ours ended; null while it runs, and for everybody else's.</summary>
    internal static ProcessEnd? Reap(int pid)
    {
        int status;
        return WaitFor(pid, &status, DoNotWait) == pid ? ProcessEnd.Of(status) : null;
    }

    /// <summary>Waits for a child that will not take long.</summary>
    internal static ProcessEnd Await(int pid)
    {
        int status;
        while (WaitFor(pid, &status, 0) != pid)
        {
            if (Posix.Error != Posix.Interrupted)
                return ProcessEnd.Unknown;
        }

        return ProcessEnd.Of(status);
    }

    /// <summary>When it started, in clock ticks since the machine did; null when it is gone.</summary>
    internal static string? StartTime(int pid)
    {
        if (Text($"/proc/{pid}/stat") is not { } stat || stat.LastIndexOf(')') is not (> 0 and var name))
            return null;
        // The name, in parentheses, may hold spaces: count from behind it.
        var fields = stat[(name + 2)..].Split(' ');
        return fields[0] == "Z" || fields.Length <= StartTimeField ? null : fields[StartTimeField];
    }

    /// <summary>What started it, or took it over since; null when it is gone.</summary>
    internal static int? Parent(int pid) =>
        Text($"/proc/{pid}/stat") is { } stat
        && stat.LastIndexOf(')') is > 0 and var name
        && int.TryParse(stat[(name + 2)..].Split(' ')[ParentField], CultureInfo.InvariantCulture, out var parent)
            ? parent
            : null;

    /// <summary>The first letters of its program's name; null when it is gone.</summary>
    internal static string? Name(int pid) => Text($"/proc/{pid}/comm")?.TrimEnd('\n');

    /// <summary>The words it was started with; none when it is gone.</summary>
    internal static string[] Words(int pid) => Text($"/proc/{pid}/cmdline")?.Split('\0') ?? [];

    /// <summary>
    /// The file that it runs, with <c> (deleted)</c> behind it when that was replaced since; null when it is gone.
    /// </summary>
    internal static string? Program(int pid)
    {
        try
        {
            return File.ResolveLinkTarget($"/proc/{pid}/exe", returnFinalTarget: false)?.FullName;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Every process that this user may see.</summary>
    internal static IEnumerable<int> All()
    {
        foreach (var entry in Directory.EnumerateDirectories("/proc"))
        {
            if (
                int.TryParse(
                    Path.GetFileName(entry.AsSpan()),
                    NumberStyles.None,
                    CultureInfo.InvariantCulture,
                    out var pid
                )
            )
                yield return pid;
        }
    }

    private static string? Text(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
