using System.Reflection;
using Brain.Client;
using Brain.Messages;

namespace Brain.Cli.Silo;

/// <summary>What is known of the silo without asking it: the notes <c>brain up</c> left in <c>run/</c>.</summary>
internal static class SiloNotes
{
    private const string UsualPort = "7420";

    internal static string Version { get; } = Assembly.GetExecutingAssembly().GetName().Version?.ToString(3) ?? "0.0.0";

    internal static BrainStatus Status(BrainHome home) =>
        Pid(home) is var pid and not 0
            ? Of(home, pid) with
            {
                Reason = "silent",
                Why = "its process runs and does not answer: `brain doctor` says more",
            }
            : Of(home, 0) with
            {
                Reason = "down",
                Why = "start it with: brain up",
            };

    internal static string Port(BrainHome home) =>
        home.Note("port") ?? Environment.GetEnvironmentVariable("BRAIN_PORT") ?? UsualPort;

    internal static string Database(BrainHome home) =>
        home.Note("database") ?? Environment.GetEnvironmentVariable("BRAIN_DATABASE") ?? "";

    private static BrainStatus Of(BrainHome home, int pid) =>
        new($"http://127.0.0.1:{Port(home)}", home.Socket, Database(home), Version, pid, Ready: false);

    /// <summary>
    /// 0 when the process is gone. Its start time tells it from a stranger's that was given the same number later.
    /// </summary>
    internal static int Pid(BrainHome home) =>
        home.Note("silo.pid")?.Split(' ') is [var number, .. var rest]
        && int.TryParse(number, out var pid)
        && StartOf(pid) is { } start
        && (rest.Length == 0 || rest[0] == start)
            ? pid
            : 0;

    private static string? StartOf(int pid)
    {
        const int afterName = 19;
        try
        {
            // The name, in parentheses, may hold spaces: count from behind it.
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ') is [not "Z", ..] fields ? fields[afterName] : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
