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

    /// <summary>
    /// The values of variables that the process was started with, in the order in which they are asked for; null for
    /// one that it has not, or hides.
    /// </summary>
    public static string?[] Variables(int process, IReadOnlyList<string> names)
    {
        var values = new string?[names.Count];
        try
        {
            var left = Encoding.UTF8.GetString(File.ReadAllBytes($"/proc/{process}/environ")).AsSpan();
            while (left.Length > 0)
            {
                var end = left.IndexOf('\0');
                var one = end < 0 ? left : left[..end];
                left = end < 0 ? [] : left[(end + 1)..];
                for (var at = 0; at < values.Length; at++)
                {
                    if (
                        one.StartsWith(names[at], StringComparison.Ordinal)
                        && one[names[at].Length..] is ['=', .. var value]
                    )
                        values[at] ??= value.ToString();
                }
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // It is gone, or another user's.
        }

        return values;
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
