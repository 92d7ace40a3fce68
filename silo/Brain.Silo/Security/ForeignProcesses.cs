using System.Collections.Concurrent;

namespace Brain.Silo.Security;

/// <summary>
/// Processes of this one that run what somebody else wrote, such as the test of a skill. Whoever comes of one is not
/// the person, whatever it says.
/// </summary>
internal static class ForeignProcesses
{
    /// <summary>What their requests came by.</summary>
    public const string Source = "bot:gate";

    private static readonly ConcurrentDictionary<int, bool> Running = new();

    /// <summary>One began; disposed of when it is over.</summary>
    public static IDisposable Began(int process)
    {
        Running[process] = true;
        return new ForeignRun(process);
    }

    /// <summary>Whether this is one of them.</summary>
    public static bool Has(int process) => Running.ContainsKey(process);

    private sealed class ForeignRun(int process) : IDisposable
    {
        public void Dispose() => Running.TryRemove(process, out _);
    }
}
