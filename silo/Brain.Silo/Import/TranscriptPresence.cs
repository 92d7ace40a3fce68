using Brain.Postgres.Import;

namespace Brain.Silo.Import;

/// <summary>
/// Sees which transcripts an agent deleted. A file is gone when its folder is there without it, or when the agent's
/// own is: a disk that is not mounted, or a home that is elsewhere, deletes nothing.
/// </summary>
internal sealed class TranscriptPresence(IEnumerable<IImportSource> sources, ImportStore store)
{
    /// <summary>Looks at each that a session of this machine was read from.</summary>
    public async Task Look(CancellationToken stop)
    {
        var known = await store.Transcripts(Importer.Host, stop);
        var gone = known.Where(one => !one.IsGone && IsGone(one.Path)).Select(one => one.Session).ToArray();
        var there = known.Where(one => one.IsGone && File.Exists(one.Path)).Select(one => one.Session).ToArray();
        if (gone.Length + there.Length > 0)
            await store.Mark(gone, there, stop);
    }

    private bool IsGone(string path) =>
        !File.Exists(path)
        && (
            Directory.Exists(Path.GetDirectoryName(path))
            || sources.Any(source =>
                path.StartsWith(source.Folder + "/", StringComparison.Ordinal) && Directory.Exists(source.Folder)
            )
        );
}
