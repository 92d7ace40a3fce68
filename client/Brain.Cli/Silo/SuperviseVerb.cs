using System.CommandLine;
using Brain.Cli.Screen;
using Brain.Client;
using Brain.Client.Http;
using Brain.Client.Supervisor;
using Brain.Messages;

namespace Brain.Cli.Silo;

/// <summary>
/// <c>brain supervise</c>, which scripts, units and hooks say: keeps the brain up until told otherwise. With
/// <c>--start</c> it says that the brain is wanted, sees to it that it is supervised, and ends; with <c>--ready</c> it
/// only looks whether hooks are taken (exit 4 when only the database is in the way), with <c>--unit</c> it prints
/// systemd's unit.
/// </summary>
internal static class SuperviseVerb
{
    private const int TakeOverMs = 10_000;
    private const int LookAgainMs = 10;

    internal static Command Make(BrainHome home)
    {
        var by = new Option<string>("--by") { DefaultValueFactory = _ => "up" };
        var start = new Option<bool>("--start");
        var ready = new Option<bool>("--ready");
        var unit = new Option<bool>("--unit");
        var verb = new CatalogCommand("supervise") { by, start, ready, unit };
        verb.SetAction(parsed =>
        {
            if (parsed.GetValue(ready))
                return Look(new SiloClient(home).Status());
            if (parsed.GetValue(start))
                return Start(home);
            if (parsed.GetValue(unit))
                return Show(SystemdUnit.Text(home));
            var who = parsed.GetValue(by)!;
            // Where systemd supervises, it shall go on to: its unit is started and outlives this terminal's session.
            if (who == "systemd" || !SystemdUnit.StartNoted(home))
                _ = new SupervisorLoop(home, who).Run();
            return ExitCode.Ok;
        });
        return verb;
    }

    // One that only waits for its database runs as well as a new one would.
    private static int Look(BrainStatus? status) =>
        status switch
        {
            { Ready: true } => ExitCode.Ok,
            { Reason: { } why } when why.StartsWith("database.", StringComparison.Ordinal) => ExitCode.NotReady,
            _ => ExitCode.Failed,
        };

    private static bool IsThereSoon(BrainHome home)
    {
        var until = Environment.TickCount64 + TakeOverMs;
        while (SupervisorLock.Supervisor(home) == 0)
        {
            if (Environment.TickCount64 > until)
                return false;
            Thread.Sleep(LookAgainMs);
        }

        return true;
    }

    private static int Show(string text)
    {
        Terminal.Out.Write(text);
        return ExitCode.Ok;
    }

    private static int Start(BrainHome home)
    {
        RememberedEnvironment.Keep(home);
        RunNotes.Write(home, RunNotes.Desired, RunNotes.Up);
        if (SupervisorLock.Supervisor(home) != 0)
            return ExitCode.Ok;
        RunNotes.Remove(home, RunNotes.Keeping);
        if (SystemdUnit.Start(home) is { } words)
        {
            RunNotes.Write(home, RunNotes.Keeping, words);
            return ExitCode.Ok;
        }

        if (BackgroundStart.Spawn(home, "up") <= 0)
            throw new ClientException($"{home.Program} could not be started in the background.");
        return IsThereSoon(home)
            ? ExitCode.Ok
            : throw new ClientException(
                $"the supervisor did not take over within {TakeOverMs / 1000} s; {home.Path}/logs/supervisor.log "
                    + "may say why."
            );
    }
}
