using System.CommandLine;
using Brain.Cli.Screen;
using Brain.Client;

namespace Brain.Cli.Silo;

/// <summary><c>brain spool</c>: which events wait for the brain; <c>brain spool flush</c> delivers them.</summary>
internal static class SpoolVerb
{
    internal static Command Make(BrainHome home)
    {
        var json = SharedOptions.Json();
        var verb = new CatalogCommand("spool") { Flush(home), json };
        verb.SetAction(parsed =>
        {
            var waiting = new SpoolFolder(home).Waiting();
            if (parsed.GetValue(json))
                JsonScreen.Print(waiting);
            else
                Print(waiting, DateTimeOffset.UtcNow);
            return ExitCode.Ok;
        });
        return verb;
    }

    private static CatalogCommand Flush(BrainHome home)
    {
        var json = SharedOptions.Json();
        var unwatched = new Option<bool>(Flusher.Unwatched) { Hidden = true };
        var verb = new CatalogCommand("spool", "flush") { json, unwatched };
        verb.SetAction(parsed =>
        {
            // Held until this process ends. A person's flush needs no lock: each session has its own.
            if (parsed.GetValue(unwatched) && Flusher.TryLock(home) is null)
                return ExitCode.Ok;
            Flushed[] flushed = [.. new SpoolFolder(home).Flush()];
            if (parsed.GetValue(json))
                JsonScreen.Print(flushed);
            else
                Print(flushed, parsed.GetValue(unwatched));
            return flushed.Any(session => session.Waits) ? ExitCode.Failed : ExitCode.Ok;
        });
        return verb;
    }

    private static void Print(Backlog[] waiting, DateTimeOffset now)
    {
        if (waiting.Length == 0)
            Terminal.Out.WriteLine("Nothing waits.");
        foreach (var session in waiting)
        {
            var since = session.Oldest is { } oldest ? $", the oldest {Humanize.Ago(oldest, now)}" : "";
            Terminal.Out.WriteLine($"{session.Session}  {session.Events} events, {session.Bytes} bytes{since}");
        }
    }

    private static void Print(Flushed[] flushed, bool onlyFaults)
    {
        if (flushed.Length == 0 && !onlyFaults)
            Terminal.Out.WriteLine("Nothing waits.");
        foreach (var session in flushed)
        {
            if (!onlyFaults)
                Terminal.Out.WriteLine(
                    $"{session.Session}  {session.Sent} "
                        + $"delivered{(session.Rejected > 0 ? $", {session.Rejected} rejected" : "")}"
                );
            if (session.Waits)
                Terminal.Error.WriteLine(
                    $"brain: {session.Session}: some still wait: {session.Fault ?? "another client delivers them"}"
                );
        }
    }
}
