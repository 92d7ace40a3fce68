using System.CommandLine;
using Brain.Cli.Screen;
using Brain.Client;
using Brain.Client.Supervisor;
using Brain.Messages;

namespace Brain.Cli.Silo;

/// <summary><c>brain status</c>: where the brain is, also when it is down.</summary>
internal static class StatusVerb
{
    internal static Command Make(BrainHome home)
    {
        var json = SaidOptions.Json();
        var verb = new Command("status", "Show where the brain is and whether it takes hooks.") { json };
        verb.SetAction(said =>
        {
            // Whoever looks finds it on its way, if it should be there; what is shown is what was there before.
            var starts = BackgroundStart.Try(home, "status");
            var status = (new SiloClient(home).Status() ?? SiloNotes.Status(home)) with { Supervisor = SupervisorCheck.Read(home) };
            if (said.GetValue(json))
                JsonScreen.Print(status);
            else
                Print(status, starts);
            return ExitCode.Ok;
        });
        return verb;
    }

    private static void Print(BrainStatus status, bool starts)
    {
        var words = status switch
        {
            { Ready: true } => "ready",
            { Pid: 0 } when starts => "down, and being started again",
            { Pid: 0 } => "down; start it with: brain up",
            _ => "starting, or not well: `brain doctor` says",
        };
        Console.Out.WriteLine(
            $"""
            brain     {words}
            url       {status.Url}
            socket    {status.Socket}
            database  {status.Database}
            version   {status.Version}
            pid       {(status.Pid == 0 ? "-" : status.Pid)}
            keeps up  {(status.Supervisor is { } supervisor ? SupervisorCheck.ToText(supervisor, DateTimeOffset.UtcNow) : "-")}
            """);
    }
}
