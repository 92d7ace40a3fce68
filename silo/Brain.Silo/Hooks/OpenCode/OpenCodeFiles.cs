using Brain.Domain.Import;
using Brain.Domain.Sessions;
using Brain.Messages.Hooks.OpenCode;
using Brain.Silo.Configuration;
using Brain.Silo.Import;

namespace Brain.Silo.Hooks.OpenCode;

/// <summary>opencode's sessions, all in one database; each of its channels has one.</summary>
internal sealed class OpenCodeFiles(BrainSettings settings) : IImportSource
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
    public IEnumerable<ImportFile> At(string path) => File.Exists(path) ? (IsOne(path) ? [Of(path)] : []) : In(path);

    /// <inheritdoc/>
    public ImportPiece Read(ImportFile file, ReadOnlyMemory<byte> bytes, ImportPlace from, ImportSpan span) =>
        new([], from, []);

    /// <inheritdoc/>
    public HistoryPiece ReadHistory(ReadOnlyMemory<byte> bytes, ImportPlace from) => new([], from, []);

    /// <inheritdoc/>
    public ImportedNote? Note(ImportFile file, string text, string? project, string host) => null;

    /// <inheritdoc/>
    public IEnumerable<ImportPiece> ReadDatabase(ImportFile file, ImportPlace from, string host)
    {
        var folder = Path.Combine(settings.Home, $"import-{HookJson.Digest(file.Path)[..FolderDigits]}");
        using var database = new OpenCodeDatabase(file.Path, folder);
        var since = from.Usage.At - Margin;
        var span = new ImportSpan(AtEnd: true, host, new(File.GetLastWriteTimeUtc(file.Path)));
        var place = from;
        foreach (var family in database.Families().Where(family => since is null || family.Changed >= since))
        {
            foreach (var session in family.Members)
            {
                var own = file with { Session = family.Root, IsAgents = session.Id != family.Id };
                var start = ImportPlace.Start with { SubAgent = own.IsAgents ? session.Id : null };
                var read = AgentStory.Read(OpenCodeStory.Format, (own, database.Lines(session)), start, span);
                // Its family is read whole once its last member is.
                var at = session == family.Members[^1] ? family.Changed : place.Usage.At;
                place = place with
                {
                    Usage = TranscriptPlace.Start with { Offset = read.Next.Usage.Offset, At = at },
                    Lines = place.Lines + read.Next.Lines,
                };
                yield return read with { Next = place };
            }
        }
    }

    private static IEnumerable<ImportFile> In(string folder) =>
        Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "opencode*.db").Where(IsOne).Select(Of) : [];

    private static bool IsOne(string path) =>
        Path.GetFileName(path) is var name
        && name.StartsWith("opencode", StringComparison.Ordinal)
        && name.EndsWith(".db", StringComparison.Ordinal);

    private static ImportFile Of(string path) => new(path, ImportKind.Transcript, null) { IsDatabase = true };
}
