using System.Threading.Channels;
using Brain.Domain.Import;
using Brain.Domain.Sessions;
using Brain.Postgres.Import;
using Brain.Silo.Files;
using Microsoft.Win32.SafeHandles;

namespace Brain.Silo.Import;

/// <summary>
/// Reads agents' own files into the brain: each from where it stopped, whole lines only, folders side by side and each
/// folder's files oldest first, for a fork is younger than what it copies.
/// </summary>
internal sealed partial class Importer(
    IEnumerable<IImportSource> sources,
    ImportStore store,
    ImportWriter writer,
    TranscriptPresence presence,
    NoteReader notes,
    TimeProvider clock,
    ILogger<Importer> logger
)
{
    /// <summary>Folders that are read at the same time by a person's import; by the brain's own, one.</summary>
    public const int FoldersMax = 2;

    /// <summary>Bytes of one piece; a longer line takes a larger one.</summary>
    public const int PieceBytes = 1024 * 1024;

    /// <summary>A larger file is none of an agent's.</summary>
    public const long FileBytesMax = 16L * 1024 * 1024 * 1024;

    /// <summary>This machine, whose files they are.</summary>
    public static string Host => Environment.MachineName;

    /// <summary>Reads what is new.</summary>
    public async Task Read(ImportRun run, CancellationToken stop)
    {
        var places = new ImportPlaces(await store.Places(Host, run.Follows ? run.Paths : null, stop));
        // A file that several agents could have written is of the one that knows it by more than its ending: the last.
        var named = new HashSet<string>(StringComparer.Ordinal);
        var found = sources
            .SelectMany(source => Files(source, run, named))
            .GroupBy(file => file.File.Path, StringComparer.Ordinal)
            .Select(same => same.Last())
            .ToArray();
        SkipUnknown(run, named);
        var unread = found.Where(places.IsUnread).ToArray();
        run.Begin(found.Length, unread.Sum(file => Left(file, places)));
        var transcripts = unread.Where(file => file.File.Kind == ImportKind.Transcript).ToArray();
        await Parallel.ForEachAsync(
            transcripts.GroupBy(file => file.File.Folder, StringComparer.Ordinal),
            new ParallelOptions { MaxDegreeOfParallelism = run.IsGentle ? 1 : FoldersMax, CancellationToken = stop },
            async (folder, stopped) => await ReadFolder(folder, places, run, stopped)
        );
        foreach (var file in unread.Where(file => file.File.Kind == ImportKind.History))
            await Guarded(file, run, () => ReadHistory(file, places, run, stop), stop);
        if (run.Follows)
            return;
        await ReadNotes([.. unread.Where(file => file.File.Kind == ImportKind.Memory)], run, stop);
        await presence.Look(stop);
    }

    /// <summary>The files of an agent that has any, as they are now.</summary>
    /// <param name="source">Whose.</param>
    /// <param name="run">What was asked for.</param>
    /// <param name="named">Gains each path that was asked for and led to a file.</param>
    internal static IEnumerable<FoundFile> Files(IImportSource source, ImportRun run, HashSet<string> named)
    {
        var files = new List<ImportFile>();
        if (run.Paths.Length == 0)
            List(source.Folder, source.Known, files, run);
        foreach (var path in run.Paths)
            List(path, () => Named(source, path, named), files, run);
        foreach (var file in files.DistinctBy(file => file.Path))
        {
            var identity = FileIdentity.Of(file.Path);
            if (identity is { Length: <= FileBytesMax })
                yield return new(source, file, identity);
            else
                run.Skip(file.Path, null, identity is null ? "it is no regular file" : "it is too large");
        }
    }

    // A folder that can't be read, or goes while it is, keeps no other waiting; what was found in it before counts.
    private static void List(string folder, Func<IEnumerable<ImportFile>> found, List<ImportFile> files, ImportRun run)
    {
        try
        {
            foreach (var file in found())
                files.Add(file);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            run.Skip(folder, null, $"it can't be read: {fault.Message}");
        }
    }

    private static IEnumerable<ImportFile> Named(IImportSource source, string path, HashSet<string> named)
    {
        foreach (var file in source.At(path))
        {
            named.Add(path);
            yield return file;
        }
    }

    // What no agent knows is told once, however many agents were asked.
    private static void SkipUnknown(ImportRun run, HashSet<string> named)
    {
        foreach (var path in run.Paths.Distinct(StringComparer.Ordinal).Where(path => !named.Contains(path)))
            run.Skip(
                path,
                null,
                Path.Exists(path) ? "nothing in it is known to be an agent's" : "there is no such file"
            );
    }

    private static long Left(FoundFile file, ImportPlaces places) =>
        Math.Max(0, file.Identity.Length - (places.Known(file.File.Path)?.Place.Usage.Offset ?? 0));

    // Reading and writing go on at the same time: while one batch is written, the next is read.
    private async Task ReadFolder(
        IEnumerable<FoundFile> files,
        ImportPlaces places,
        ImportRun run,
        CancellationToken stop
    )
    {
        var batches = Channel.CreateBounded<ImportBatch>(1);
        using var broken = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var reading = Task.Run(
            async () =>
            {
                var pieces = new ImportBatches(batches.Writer, broken.Token);
                try
                {
                    foreach (var file in files.OrderBy(file => file.File.IsAgents).ThenBy(Born))
                    {
                        await Guarded(
                            file,
                            run,
                            () =>
                                file.File.IsDatabase
                                    ? OddRows(ReadDatabase(file, places, run, pieces, broken.Token))
                                    : ReadTranscript(file, places, run, pieces, broken.Token),
                            broken.Token
                        );
                    }

                    await pieces.HandOn();
                }
                finally
                {
                    batches.Writer.Complete();
                }
            },
            broken.Token
        );
        try
        {
            await foreach (var batch in batches.Reader.ReadAllAsync(broken.Token))
            {
                var began = clock.GetTimestamp();
                await writer.Write(batch, run, broken.Token);
                if (run.IsGentle)
                    await Task.Delay(clock.GetElapsedTime(began), clock, broken.Token);
            }

            await reading;
        }
        finally
        {
            await broken.CancelAsync();
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task ReadTranscript(
        FoundFile found,
        ImportPlaces places,
        ImportRun run,
        ImportBatches batches,
        CancellationToken stop
    )
    {
        var file = found.File;
        using var handle = RegularFile.Open(file.Path);
        if (handle is null || FileIdentity.Of(handle) is not { } identity)
            return;
        var place = places.Of(file.Path, handle, identity);
        var stored = places.Known(file.Path);
        var (skipped, written) = (
            place.Lines > 0 ? stored?.Skipped ?? 0 : 0,
            new DateTimeOffset(File.GetLastWriteTimeUtc(handle))
        );
        run.Count(progress => progress with { FilesRead = progress.FilesRead + 1 });
        for (var buffer = new byte[PieceBytes]; ;)
        {
            stop.ThrowIfCancellationRequested();
            var length = RandomAccess.Read(handle, buffer, place.Usage.Offset);
            var atEnd = place.Usage.Offset + length >= identity.Length;
            var piece = found.Source.Read(file, buffer.AsMemory(0, length), place, new(atEnd, Host, written));
            if (piece.Next.Usage.Offset == place.Usage.Offset && !atEnd && length == buffer.Length)
            {
                buffer = new byte[Math.Min(buffer.Length * 4L, Transcript.LineBytesMax + 1L)];
                continue;
            }

            foreach (var (line, reason) in piece.Skips)
                run.Skip(file.Path, line, reason);
            skipped += piece.Skips.Count;
            var (lines, bytes) = (piece.Next.Lines - place.Lines, piece.Next.Usage.Offset - place.Usage.Offset);
            run.Count(progress => progress with { Lines = progress.Lines + lines, Bytes = progress.Bytes + bytes });
            place = piece.Next;
            await batches.Add(
                piece.Sessions,
                Stored(found, identity, handle, place, skipped, atEnd),
                lines,
                bytes
            );
            if (atEnd || length == 0)
                return;
        }
    }

    private static async Task ReadDatabase(
        FoundFile found,
        ImportPlaces places,
        ImportRun run,
        ImportBatches batches,
        CancellationToken stop
    )
    {
        var file = found.File;
        // Looked at before: what is written meanwhile is read the next time.
        var mark = found.Source.Mark(file);
        var stored = Stored(found, places.Of(file.Path, found.Identity));
        run.Count(progress => progress with { FilesRead = progress.FilesRead + 1 });
        foreach (var piece in found.Source.ReadDatabase(file, stored.Place, Host))
        {
            stop.ThrowIfCancellationRequested();
            foreach (var (line, reason) in piece.Skips)
                run.Skip(file.Path, line, reason);
            var lines = piece.Next.Lines - stored.Lines;
            run.Count(progress => progress with { Lines = progress.Lines + lines });
            stored = Stored(found, piece.Next) with { Skipped = stored.Skipped + piece.Skips.Count };
            await batches.Add(piece.Sessions, stored, lines, piece.Next.Usage.Offset);
        }

        run.Count(progress => progress with { Bytes = progress.Bytes + found.Identity.Length });
        await batches.Add([], stored with { Head = mark, Bytes = found.Identity.Length }, 0, 0);
    }

    // What is odd in a database of others is told of that file.
    private static async Task OddRows(Task reading)
    {
        try
        {
            await reading;
        }
        catch (Exception odd)
            when (odd is ArgumentException or InvalidOperationException or FormatException or InvalidCastException
                && odd is not ChannelClosedException
            )
        {
            throw new IOException($"a row of it holds what no row should: {odd.Message}", odd);
        }
    }

    // Without its mark: it is not read to its end yet.
    internal static StoredFile Stored(FoundFile found, ImportPlace place) =>
        new()
        {
            Host = Host,
            Path = found.File.Path,
            Agent = found.Source.Agent,
            Kind = found.File.Kind.ToString().ToLowerInvariant(),
            Inode = found.Identity.Inode,
            Head = "",
            Bytes = 0,
            Place = place,
            Lines = place.Lines,
        };

    private static StoredFile Stored(
        FoundFile found,
        FileIdentity identity,
        SafeFileHandle handle,
        ImportPlace place,
        long skipped,
        bool atEnd
    ) =>
        new()
        {
            Host = Host,
            Path = found.File.Path,
            Agent = found.Source.Agent,
            Kind = found.File.Kind.ToString().ToLowerInvariant(),
            Inode = identity.Inode,
            Head = ImportPlaces.Head(handle, place.Usage.Offset),
            // What is left at the end is a line that is still being written.
            Bytes = atEnd ? identity.Length : place.Usage.Offset,
            Place = place,
            Lines = place.Lines,
            Skipped = skipped,
        };

    // A file that can't be read keeps no other waiting.
    private async Task Guarded(FoundFile file, ImportRun run, Func<Task> read, CancellationToken stop)
    {
        try
        {
            await read();
        }
        catch (Exception fault)
            when (fault is IOException or UnauthorizedAccessException && !stop.IsCancellationRequested)
        {
            run.Skip(file.File.Path, null, $"it can't be read: {fault.Message}");
            LogUnreadable(logger, file.File.Path, fault);
        }
    }

    private static DateTime Born(FoundFile file)
    {
        var (born, written) = (File.GetCreationTimeUtc(file.File.Path), File.GetLastWriteTimeUtc(file.File.Path));
        // A copy of a folder is younger than what lies in it.
        return born < written ? born : written;
    }

    private async Task ReadHistory(FoundFile found, ImportPlaces places, ImportRun run, CancellationToken stop)
    {
        using var handle = RegularFile.Open(found.File.Path);
        if (handle is null || FileIdentity.Of(handle) is not { } identity)
            return;
        var (place, skipped) = (places.Of(found.File.Path, handle, identity), 0L);
        run.Count(progress => progress with { FilesRead = progress.FilesRead + 1 });
        for (var buffer = new byte[PieceBytes]; ;)
        {
            stop.ThrowIfCancellationRequested();
            var length = RandomAccess.Read(handle, buffer, place.Usage.Offset);
            var atEnd = place.Usage.Offset + length >= identity.Length;
            var piece = found.Source.ReadHistory(buffer.AsMemory(0, length), place);
            if (piece.Next.Usage.Offset == place.Usage.Offset && !atEnd && length == buffer.Length)
            {
                buffer = new byte[Math.Min(buffer.Length * 4L, Transcript.LineBytesMax + 1L)];
                continue;
            }

            foreach (var (line, reason) in piece.Skips)
                run.Skip(found.File.Path, line, reason);
            skipped += piece.Skips.Count;
            var (lines, bytes) = (piece.Next.Lines - place.Lines, piece.Next.Usage.Offset - place.Usage.Offset);
            run.Count(progress => progress with { Lines = progress.Lines + lines, Bytes = progress.Bytes + bytes });
            place = piece.Next;
            var batch = new ImportBatch();
            var known = await store.Told([.. piece.Prompts.Select(prompt => prompt.Session).Distinct()], stop);
            batch.Add(
                PromptHistory.Sessions(piece.Prompts, known, found.Source.Agent),
                Stored(found, identity, handle, place, skipped, atEnd),
                lines,
                bytes
            );
            await writer.Write(batch, run, stop);
            if (atEnd || length == 0)
                return;
        }
    }

    private async Task ReadNotes(FoundFile[] files, ImportRun run, CancellationToken stop)
    {
        var projects = await notes.Projects(files.Length > 0, stop);
        foreach (var found in files)
            await Guarded(found, run, () => notes.Read(found, projects, run, stop), stop);
    }
}

/// <summary>A file with what it was when it was found.</summary>
/// <param name="Source">Whose it is.</param>
/// <param name="File">The file.</param>
/// <param name="Identity">Which file, and how long.</param>
internal sealed record FoundFile(IImportSource Source, ImportFile File, FileIdentity Identity);
