using Brain.Cli.Screen;
using Brain.Client;

namespace Brain.Cli.Silo;

/// <summary>Events that wait on disk for the brain to come back.</summary>
internal static class SpoolChecks
{
    internal static IEnumerable<Finding> Run(BrainHome home)
    {
        FileInfo[] files = Directory.Exists(home.Spool) ? new DirectoryInfo(home.Spool).GetFiles("*.jsonl") : [];
        var events = files.Sum(file => File.ReadLines(file.FullName).LongCount(line => line.Length > 0));
        yield return events == 0
            ? Finding.Good("spool", "nothing waits")
            : Finding.Odd(
                "spool",
                $"{events} events of {files.Length} sessions wait in {home.Spool}, the last since "
                    + Spoken.Ago(new(files.Max(file => file.LastWriteTimeUtc)), DateTimeOffset.UtcNow),
                "brain up; they are kept until they are replayed");
        foreach (var file in files)
        {
            if (file.Length > Spool.BytesMax / 2)
                yield return Finding.Odd("spool", $"{file.FullName} is more than half full", "brain up");
        }
    }
}
