using Brain.Cli.Screen;
using Brain.Client;

namespace Brain.Cli.Silo;

/// <summary>Events that wait on disk for the brain to come back.</summary>
internal static class SpoolChecks
{
    internal static IEnumerable<CheckResult> Run(BrainHome home)
    {
        var folder = new SpoolFolder(home);
        var waiting = folder.Waiting();
        var bytes = waiting.Sum(session => session.Bytes);
        yield return waiting.Length == 0
            ? CheckResult.Good("spool", "nothing waits")
            : CheckResult.Odd(
                "spool",
                $"{waiting.Sum(session => session.Events)} events of {waiting.Length} sessions wait in "
                    + $"{home.Spool} ({bytes} bytes"
                    + (
                        waiting[0].Oldest is { } oldest
                            ? $", the oldest {Humanize.Ago(oldest, DateTimeOffset.UtcNow)})"
                            : ")"
                    ),
                "brain spool flush; it says why when they can't be delivered"
            );
        if (folder.Rejected() is > 0 and var rejected)
            yield return CheckResult.Odd(
                "spool",
                $"{rejected} lines were put aside: no events, or events that the brain failed at",
                $"see {new RejectedLines(home).Path}, which says why of each; remove it when it is of no use"
            );
        foreach (var session in waiting)
        {
            if (new PoisonEvent(home, session.Session).Found is { Tries: > 1 } stuck)
                yield return CheckResult.Odd(
                    "spool",
                    $"session {session.Session}: the brain took other events and failed {stuck.Tries} times at "
                        + $"its first event, the first time {Humanize.Ago(stuck.First, DateTimeOffset.UtcNow)}",
                    $"logs/silo.log says why; after {PoisonEvent.TriesMin} times within "
                        + $"{PoisonEvent.TimeMin.TotalMinutes:0} minutes or more the event is put aside and the others "
                        + "go on"
                );
        }

        if (bytes > Spool.TotalBytesMax / 2)
            yield return CheckResult.Odd(
                "spool",
                $"it is more than half full ({Spool.TotalBytesMax / 1024 / 1024} MiB); then events are lost",
                "brain spool flush"
            );
        foreach (var session in waiting.Where(session => session.Bytes > Spool.BytesMax / 2))
            yield return CheckResult.Odd(
                "spool",
                $"session {session.Session} is more than half full ({Spool.BytesMax / 1024 / 1024} MiB)",
                "brain spool flush"
            );
    }
}
