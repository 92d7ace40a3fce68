using System.CommandLine;
using Brain.Client;
using Brain.Client.Supervisor;

namespace Brain.Cli.Silo;

/// <summary>
/// <c>brain supervise</c>, which scripts, units and hooks say: keeps the brain up until told otherwise. With
/// <c>--start</c> it says that the brain is wanted, sees to it that it is supervised, and ends; with <c>--ready</c> it only
/// looks whether hooks are taken.
/// </summary>
internal static class SuperviseVerb
{
    internal static Command Make(BrainHome home)
    {
        var by = new Option<string>("--by") { DefaultValueFactory = _ => "up" };
        var start = new Option<bool>("--start");
        var ready = new Option<bool>("--ready");
        var verb = new Command("supervise", "Keep Postgres and the silo up (brain up says this, not people).") { by, start, ready };
        verb.Hidden = true;
        verb.SetAction(said =>
        {
            if (said.GetValue(ready))
                return new SiloClient(home).Ready() ? ExitCode.Ok : ExitCode.Failed;
            if (said.GetValue(start))
                return Start(home);
            var who = said.GetValue(by)!;
            // Where systemd supervises, it shall go on to: its unit is started and outlives this terminal's session.
            if (who == "systemd" || !SystemdUnit.StartNoted(home))
                _ = new SupervisorLoop(home, who).Run();
            return ExitCode.Ok;
        });
        return verb;
    }

    private static int Start(BrainHome home)
    {
        RememberedEnvironment.Keep(home);
        RunNotes.Write(home, RunNotes.Desired, RunNotes.Up);
        if (SupervisorLock.Supervisor(home) != 0)
            return ExitCode.Ok;
        if (SystemdUnit.Start(home) is { } words)
        {
            Console.Out.WriteLine(words);
            return ExitCode.Ok;
        }

        return BackgroundStart.Spawn(home, "up") > 0
            ? ExitCode.Ok
            : throw new ClientException($"{home.Program} could not be started in the background.");
    }
}
