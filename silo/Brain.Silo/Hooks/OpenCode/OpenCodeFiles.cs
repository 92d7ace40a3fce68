using Brain.Domain.Import;
using Brain.Domain.Sessions;
using Brain.Messages.Hooks.OpenCode;
using Brain.Silo.Configuration;
using Brain.Silo.Import;

namespace Brain.Silo.Hooks.OpenCode;

/// <summary>
/// opencode's sessions, all in one database; each of its channels has one. Older ones are files of JSON beside it,
/// which opencode took into it and left where they are: under the same ids, so they count once.
/// </summary>
internal sealed class OpenCodeFiles(BrainSettings settings, TimeProvider clock) : IImportSource
{
    private const int FolderDigits = 16;

    // A clock that others write by is not read in the order of what they write.
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    public string Agent => OpenCodeAgent.Name;

    /// <inheritdoc/>
    public string Folder => settings.AgentFolders(OpenCodeAgent.Known);

    /// <summary>Nothing of it is deleted by age.</summary>
    public (int Days, bool IsSet) Retention() => (int.MaxValue, false);

    /// <inheritdoc/>
    public IEnumerable<ImportFile> Known() => In(Folder);

    /// <inheritdoc/>
    public IEnumerable<ImportFile> At(string path) =>
        !File.Exists(path) ? In(path)
        : IsOne(path) || OpenCodeStorage.IsHead(path) ? [Of(path)]
        : [];

    /// <inheritdoc/>
    public ImportPiece Read(ImportFile file, ReadOnlyMemory<byte> bytes, ImportPlace from, ImportSpan span) =>
        new([], from, []);

    /// <inheritdoc/>
    public HistoryPiece ReadHistory(ReadOnlyMemory<byte> bytes, ImportPlace from) => new([], from, []);

    /// <inheritdoc/>
    public ImportedNote? Note(ImportFile file, string text, string? project, string host) => null;

    /// <inheritdoc/>
    public string Mark(ImportFile file) =>
        IsOne(file.Path) ? SqliteView.Mark(file.Path) : OpenCodeStorage.Mark(file.Path, clock.GetUtcNow());

    /// <inheritdoc/>
    public IEnumerable<ImportPiece> ReadDatabase(ImportFile file, ImportPlace from, string host)
    {
        var span = new ImportSpan(AtEnd: true, host, new(File.GetLastWriteTimeUtc(file.Path)));
        return IsOne(file.Path) ? ReadRows(file, from, span) : ReadFiles(file, from, span);
    }

    private IEnumerable<ImportPiece> ReadFiles(ImportFile file, ImportPlace from, ImportSpan span)
    {
        var told = OpenCodeStorage.Of(file.Path, clock.GetUtcNow());
        var own = file with { Session = told.Root, IsAgents = told.Session.ParentId is not null };
        yield return Read(own, told.Session, told.Lines(), (from, span));
        if (told.IsBeingWritten)
            throw new IOException("a message or a part of it is no whole JSON, and was just written; it is read later");
    }

    // By its newest row a session is known to be new whatever the clock said, by the time it was written that an older
    // row of it was changed: a clock that was wrong then keeps nothing else from being read.
    private IEnumerable<ImportPiece> ReadRows(ImportFile file, ImportPlace from, ImportSpan span)
    {
        var folder = Path.Combine(settings.Home, $"import-{HookJson.Digest(file.Path)[..FolderDigits]}");
        using var database = new OpenCodeDatabase(file.Path, folder);
        var now = clock.GetUtcNow();
        var families = database.Families();
        // Rows are numbered anew when a database is packed.
        var known = from;
        if (!families.Any(family => family.Row >= from.Row))
            known = known with { Row = 0 };
        var place = known;
        foreach (var family in families.Where(family => IsUnread(family, known, now)))
        {
            foreach (var session in family.Members)
            {
                var own = file with { Session = family.Root, IsAgents = session.Id != family.Id };
                var read = Read(own, session, database.Lines(session), (place, span));
                // Its family is read whole once its last member is.
                place = session == family.Members[^1] && family.Row > place.Row
                    ? read.Next with { Row = family.Row }
                    : read.Next;
                yield return read with { Next = place };
            }
        }

        // All are read whole.
        var at = families
            .Select(family => family.Changed)
            .Where(changed => changed <= now)
            .Append(DateTimeOffset.UnixEpoch)
            .Max();
        yield return new([], place with { Usage = place.Usage with { Offset = 0, At = at } }, []);
    }

    private static bool IsUnread(OpenCodeFamily family, ImportPlace place, DateTimeOffset now) =>
        family.Row > place.Row
        || (
            place.Usage.At is { } since
                ? family.Changed >= since - Margin && family.Changed <= now
                : family.Row == 0
        );

    private static ImportPiece Read(
        ImportFile own,
        OpenCodeSession session,
        byte[] lines,
        (ImportPlace From, ImportSpan Span) piece
    )
    {
        var (place, span) = piece;
        var start = ImportPlace.Start with { SubAgent = own.IsAgents ? session.Id : null };
        var read = AgentStory.Read(OpenCodeStory.Format, (own, lines), start, span);
        return read with
        {
            Next = place with
            {
                Usage = TranscriptPlace.Start with { Offset = read.Next.Usage.Offset, At = place.Usage.At },
                Lines = place.Lines + read.Next.Lines,
            },
        };
    }

    private static IEnumerable<ImportFile> In(string folder) =>
        Directory.Exists(folder)
            ? Directory
                .EnumerateFiles(folder, "opencode*.db")
                .Where(IsOne)
                .Concat(OpenCodeStorage.Below(folder))
                .Select(Of)
            : [];

    private static bool IsOne(string path) =>
        Path.GetFileName(path) is var name
        && name.StartsWith("opencode", StringComparison.Ordinal)
        && name.EndsWith(".db", StringComparison.Ordinal);

    private static ImportFile Of(string path) => new(path, ImportKind.Transcript, null) { IsDatabase = true };
}
