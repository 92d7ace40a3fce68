using Brain.Silo.Configuration;
using Brain.Silo.Files;
using Brain.Silo.Hosting;

namespace Brain.Silo.Logs;

/// <summary>
/// Keeps the logs that others write in this home from growing for ever: what the script, the client and the private
/// Postgres append to. Of one that is too long the end is kept. It also has the counts of repeated faults written.
/// </summary>
internal sealed class LogSweeper(BrainSettings settings, SiloLog log, ILogger<LogSweeper> logger)
    // The machine's own clock: files grow by it.
    : BackgroundLoop(Options, TimeProvider.System, logger)
{
    /// <summary>How often it looks.</summary>
    public static readonly TimeSpan LookEvery = TimeSpan.FromMinutes(1);

    /// <summary>The size past which a log is cut.</summary>
    public const long BytesMax = 16_000_000;

    /// <summary>How much of its end is kept then.</summary>
    public const int BytesKept = 1_000_000;

    private static readonly LoopOptions Options = new("Cutting long logs", "They grow meanwhile.");

    /// <summary>Cuts what is too long.</summary>
    public static void Sweep(string home)
    {
        // Postgres' user may not lead this one out of the data folder, by a link in the place of the folder or of a
        // file.
        var data = RealPath.Of(Path.Combine(home, "pg"));
        FileInfo[] logs =
        [
            .. Logs(RealPath.Of(Path.Combine(home, "logs")), "*"),
            .. Logs(Path.Combine(data, "log"), "*.log"),
            .. Logs(data, "start.log"),
        ];
        foreach (var file in logs)
        {
            try
            {
                Cut(file);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                // It is looked at again in a minute.
            }
        }
    }

    /// <inheritdoc/>
    protected override Task<TimeSpan?> Round(bool woken, CancellationToken stop)
    {
        Sweep(settings.Home);
        log.WriteDue();
        return Task.FromResult<TimeSpan?>(LookEvery);
    }

    private static FileInfo[] Logs(string folder, string pattern)
    {
        try
        {
            return [.. new DirectoryInfo(folder).EnumerateFiles(pattern).Where(file => !IsOwn(file.Name))];
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    // RotatingFile bounds it.
    private static bool IsOwn(string name) => name.StartsWith("silo.log", StringComparison.Ordinal);

    private static void Cut(FileInfo file)
    {
        if (file.LinkTarget is not null || file.Length <= BytesMax)
            return;
        using var stream = new FileStream(
            file.FullName,
            FileMode.Open,
            FileAccess.ReadWrite,
            FileShare.ReadWrite | FileShare.Delete
        );
        var opened = $"/proc/self/fd/{stream.SafeFileHandle.DangerousGetHandle()}";
        if (File.ResolveLinkTarget(opened, returnFinalTarget: false)?.FullName != file.FullName)
            return;
        stream.Seek(-BytesKept, SeekOrigin.End);
        var kept = new byte[BytesKept];
        stream.ReadExactly(kept);
        var first = Array.IndexOf(kept, (byte)'\n') + 1;
        // Whoever writes it appends, wherever its end is.
        stream.SetLength(0);
        stream.Seek(0, SeekOrigin.Begin);
        stream.Write(kept.AsSpan(first));
    }
}
