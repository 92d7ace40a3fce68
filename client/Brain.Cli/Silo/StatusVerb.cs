using System.CommandLine;
using Brain.Cli.Screen;
using Brain.Client;
using Brain.Client.Http;
using Brain.Client.Supervisor;
using Brain.Messages;

namespace Brain.Cli.Silo;

/// <summary><c>brain status</c>: where the brain is, also when it is down.</summary>
internal static class StatusVerb
{
    internal static Command Make(BrainHome home)
    {
        var json = SharedOptions.Json();
        var verb = new CatalogCommand("status") { json };
        verb.SetAction(parsed =>
        {
            // Whoever looks finds it on its way, if it should be there; what is shown is what was there before.
            var starts = BackgroundStart.Try(home, "status");
            var status = (new SiloClient(home).Status() ?? SiloNotes.Status(home)) with
            {
                Supervisor = SupervisorCheck.Read(home),
            };
            if (parsed.GetValue(json))
                JsonScreen.Print(status);
            else
                Print(status, starts);
            return status.Ready ? ExitCode.Ok
                : status.Pid == 0 ? ExitCode.Down
                : ExitCode.NotReady;
        });
        return verb;
    }

    private static string Since(BrainStatus status) =>
        status.Since is { } since ? $" (since {ClockTime.Second(since)})" : "";

    private static void Print(BrainStatus status, bool starts)
    {
        var words =
            status.Ready ? "ready"
            : status.Pid == 0 && starts ? "down, and being started again"
            : $"{(status.Pid == 0 ? "" : "not ready: ")}{status.Reason}: {PlainText.Of(status.Why)}{Since(status)}";
        Terminal.Out.WriteLine(
            $"""
            brain     {words}
            url       {status.Url}
            socket    {status.Socket}
            database  {status.Database}
            version   {status.Version}
            pid       {(status.Pid == 0 ? "-" : status.Pid)}
            keeps up  {(
                status.Supervisor is { } supervisor ? SupervisorCheck.ToText(supervisor, DateTimeOffset.UtcNow) : "-"
            )}
            """
        );
    }
}
