using System.Globalization;
using System.Text;

namespace Brain.Silo.Security;

/// <summary>
/// Which processes a process comes of, and what they were started with. Source: <c>/proc/PID/stat</c>,
/// <c>/proc/PID/environ</c> and <c>/proc/PID/cwd</c> (proc(5)). A process can change what it hands on, not what it was
/// started with.
/// </summary>
internal static class ProcessTree
{
    // Deeper than any person's or agent's shells; it also ends a circle that a reused number might make.
    private const int DepthMax = 64;

    /// <summary>The process and those it comes of, itself first.</summary>
    public static IEnumerable<int> Upwards(int process)
    {
        for (var depth = 0; process > 1 && depth < DepthMax; depth++)
        {
            yield return process;
            process = Parent(process);
        }
    }

    /// <summary>The value of a variable that the process was started with; null when it has none or hides it.</summary>
    public static string? Variable(int process, string name)
    {
        try
        {
            var wanted = name + "=";
            return Encoding
                .UTF8.GetString(File.ReadAllBytes($"/proc/{process}/environ"))
                .Split('\0')
                .FirstOrDefault(one => one.StartsWith(wanted, StringComparison.Ordinal))
                ?[wanted.Length..];
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The folder it works in; null when it is gone, or hides it.</summary>
    public static string? Folder(int process)
    {
        try
        {
            return File.ResolveLinkTarget($"/proc/{process}/cwd", returnFinalTarget: false)?.FullName;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // The name stands in brackets and may hold blanks and brackets: what follows the last one is state and parent.
    private static int Parent(int process)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{process}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return int.Parse(fields[1], CultureInfo.InvariantCulture);
        }
        catch (Exception fault)
            when (fault is IOException or UnauthorizedAccessException or FormatException or IndexOutOfRangeException)
        {
            return 0;
        }
    }
}
