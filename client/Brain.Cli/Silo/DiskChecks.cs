using Brain.Client;

namespace Brain.Cli.Silo;

/// <summary>Room on the disks that the brain writes to, wherever links and mounts lead.</summary>
internal static class DiskChecks
{
    /// <summary>Less is a disk that is full: Postgres makes its log of changes in pieces of 16 MiB.</summary>
    internal const ulong FullBytes = 32UL * 1024 * 1024;

    /// <summary>Less is a disk that will be.</summary>
    internal const ulong NearlyFullBytes = 512UL * 1024 * 1024;

    private const string Part = "disk";
    private const ulong FilesMin = 200;

    internal static IEnumerable<CheckResult> Run(BrainHome home) =>
        Of([
            ("home", home.Path),
            ("spool", home.Spool),
            ("logs", home.Path + "/logs"),
            ("Postgres", home.Path + "/pg"),
            ("Postgres' log of changes", home.Path + "/pg/pg_wal"),
        ]);

    /// <summary>One finding for each disk that some of these folders lie on.</summary>
    internal static IEnumerable<CheckResult> Of((string Name, string Path)[] folders) =>
        folders
            .Select(folder => (folder.Name, folder.Path, Facts: Posix.Disk(folder.Path)))
            .Where(folder => folder.Facts is not null)
            .GroupBy(folder => folder.Facts!.Id)
            .Select(disk =>
                Judge(string.Join(", ", disk.Select(folder => folder.Name)), disk.First().Path, disk.First().Facts!)
            );

    private static CheckResult Judge(string names, string path, Posix.DiskFacts disk)
    {
        var text = $"{Size(disk.Free)} of {Size(disk.Size)} free for {names} ({path})";
        if (disk.Files < FilesMin)
            return CheckResult.Bad(
                Part,
                $"{text}, but only {disk.Files} more files can be made on it",
                "remove files from that disk"
            );
        return disk.Free switch
        {
            < FullBytes => CheckResult.Bad(
                Part,
                $"full: {text}",
                "make room there; what can't be written is refused, or lost when it is the spool's"
            ),
            < NearlyFullBytes => CheckResult.Odd(Part, $"nearly full: {text}", "make room there"),
            _ => CheckResult.Good(Part, text),
        };
    }

    private static string Size(ulong bytes) =>
        bytes switch
        {
            < 1024 * 1024 => $"{bytes / 1024} KiB",
            < 1024UL * 1024 * 1024 => $"{bytes / 1024 / 1024} MiB",
            _ => $"{bytes / (1024.0 * 1024 * 1024):0.#} GiB",
        };
}
