using System.Reflection;
using Brain.Client;
using Brain.Messages;

namespace Brain.Cli.Silo;

/// <summary>What is known of the silo without asking it: the notes <c>brain up</c> left in <c>run/</c>.</summary>
internal static class SiloNotes
{
    private const string UsualPort = "7420";

    internal static string Version { get; } =
        Assembly.GetExecutingAssembly().GetName().Version?.ToString(3) ?? "0.0.0";

    internal static BrainStatus Status(BrainHome home) =>
        new($"http://127.0.0.1:{Port(home)}", home.Socket, Database(home), Version, Pid(home), Ready: false);

    internal static string Port(BrainHome home) =>
        home.Note("port") ?? Environment.GetEnvironmentVariable("BRAIN_PORT") ?? UsualPort;

    internal static string Database(BrainHome home) =>
        home.Note("database") ?? Environment.GetEnvironmentVariable("BRAIN_DATABASE") ?? "";

    /// <summary>0 when the process is gone.</summary>
    internal static int Pid(BrainHome home) =>
        int.TryParse(home.Note("silo.pid"), out var pid) && Directory.Exists($"/proc/{pid}") ? pid : 0;
}
