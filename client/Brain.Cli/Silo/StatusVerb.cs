using System.CommandLine;
using Brain.Cli.Screen;
using Brain.Client;
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
            var status = new SiloClient(home).Status() ?? SiloNotes.Status(home);
            if (said.GetValue(json))
                JsonScreen.Print(status);
            else
                Print(status);
            return ExitCode.Ok;
        });
        return verb;
    }

    private static void Print(BrainStatus status)
    {
        var words = status switch
        {
            { Ready: true } => "ready",
            { Pid: 0 } => "down; start it with: brain up",
            _ => "starting, or not well: `brain doctor` says",
        };
        Terminal.Out.WriteLine(
            $"""
            brain     {words}
            url       {status.Url}
            socket    {status.Socket}
            database  {status.Database}
            version   {status.Version}
            pid       {(status.Pid == 0 ? "-" : status.Pid)}
            """);
    }
}
