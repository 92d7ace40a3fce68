using System.Collections.Concurrent;
using Brain.Domain.Text;
using Brain.Messages.Import;
using Brain.Postgres.Import;
using Brain.Silo.Files;

namespace Brain.Silo.Import;

/// <summary>The imports of this silo, one at a time, and on one machine one silo at a time.</summary>
internal sealed class ImportRuns(
    Importer importer,
    ImportStore store,
    IEnumerable<IImportSource> sources,
    TimeProvider clock,
    IHostApplicationLifetime life
) : IDisposable
{
    /// <summary>Imports that are remembered after they ended.</summary>
    public const int KeptMax = 32;

    private static readonly TimeSpan LockPause = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _one = new(1);
    private readonly ConcurrentQueue<ImportRun> _runs = new();

    /// <summary>Starts one that a person asked for; it goes on whoever waits for it.</summary>
    public ImportProgress Start(StartImport asked)
    {
        var run = new ImportRun([.. asked.Paths.Select(RealPath.Of)]);
        _runs.Enqueue(run);
        while (_runs.Count > KeptMax)
            _runs.TryDequeue(out _);
        _ = Task.Run(() => Do(run, waits: true, life.ApplicationStopping));
        return run.Progress;
    }

    /// <summary>How far one got; null when nobody remembers it.</summary>
    public ImportProgress? Find(Guid id) => _runs.FirstOrDefault(run => run.Id == id)?.Progress;

    /// <summary>Reads all known places, gently; null when another one is at it.</summary>
    public async Task<ImportProgress?> Sweep(CancellationToken stop)
    {
        var run = new ImportRun([]) { IsGentle = true };
        return await Do(run, waits: false, stop) ? run.Progress : null;
    }

    /// <summary>Reads what some files gained, gently, after whatever is at it.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message says why.</exception>
    public async Task Follow(string[] files, CancellationToken stop)
    {
        var run = new ImportRun([.. files.Select(RealPath.Of)]) { IsGentle = true, Follows = true };
        if (!await Do(run, waits: true, stop))
            throw new InvalidOperationException(run.Progress.Fault ?? "The import was given up.");
    }

    /// <summary>What lies there unread, and how long it stays.</summary>
    public async Task<ImportReport> Report(bool automatic, CancellationToken stop)
    {
        var source = sources.First();
        var places = new ImportPlaces(await store.Places(Importer.Host, null, stop));
        var files = Importer.Files(source, new([]), []).ToArray();
        var unread = files.Where(file => places.IsUnread(file)).ToArray();
        var (days, isSet) = source.Retention();
        return new()
        {
            Folder = source.Folder,
            Automatic = automatic,
            RetentionDays = days,
            RetentionIsSet = isSet,
            Files = files.Length,
            Transcripts = files.Count(file => file.File.Kind == ImportKind.Transcript),
            FilesUnread = unread.Length,
            OldestDaysLeft = DaysLeft(files, days),
            OldestUnreadDaysLeft = DaysLeft(unread, days),
            TranscriptsGone = await store.Gone(Importer.Host, stop),
            ReadAt = await store.ReadAt(Importer.Host, stop),
        };
    }

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    private int? DaysLeft(IEnumerable<FoundFile> files, int days)
    {
        var written = files
            .Where(file => file.File.Kind == ImportKind.Transcript)
            .Select(file => File.GetLastWriteTimeUtc(file.File.Path))
            .DefaultIfEmpty(DateTime.MaxValue)
            .Min();
        return written == DateTime.MaxValue
            ? null
            : (int)Math.Max(0, Math.Floor((written.AddDays(days) - clock.GetUtcNow().UtcDateTime).TotalDays));
    }

    private async Task<bool> Do(ImportRun run, bool waits, CancellationToken stop)
    {
        if (!await _one.WaitAsync(waits ? Timeout.Infinite : 0, stop))
            return false;
        try
        {
            await using var held = await Lock(waits, stop);
            if (held is null)
                return false;
            await importer.Read(run, stop);
            run.End(null);
            return true;
        }
        catch (Exception fault) when (waits)
        {
            run.End(Redaction.Clean(fault.GetBaseException().Message));
            return false;
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task<IAsyncDisposable?> Lock(bool waits, CancellationToken stop)
    {
        while (true)
        {
            var held = await store.Lock(Importer.Host, stop);
            if (held is not null || !waits)
                return held;
            await Task.Delay(LockPause, clock, stop);
        }
    }
}
