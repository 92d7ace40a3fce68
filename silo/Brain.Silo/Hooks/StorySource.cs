using Brain.Domain.Import;
using Brain.Messages.Hooks;
using Brain.Silo.Configuration;
using Brain.Silo.Import;

namespace Brain.Silo.Hooks;

/// <summary>
/// The files of an agent that keeps each session in one of its own, told by where it lies and its name.
/// </summary>
internal abstract class StorySource(BrainSettings settings, KnownAgent agent, IStoryFormat format) : IImportSource
{
    // No link is followed: one could lead round in a ring.
    private static readonly EnumerationOptions AtAnyDepth = new()
    {
        RecurseSubdirectories = true,
        MaxRecursionDepth = 8,
        AttributesToSkip = FileAttributes.ReparsePoint,
        IgnoreInaccessible = true,
    };

    /// <inheritdoc/>
    public string Agent => agent.Name;

    /// <inheritdoc/>
    public string Folder => settings.AgentFolders(agent);

    /// <summary>Where below its folder sessions lie.</summary>
    protected abstract string Sessions { get; }

    /// <summary>Nothing of what these agents write says that it is deleted by age.</summary>
    public (int Days, bool IsSet) Retention() => (int.MaxValue, false);

    /// <inheritdoc/>
    public IEnumerable<ImportFile> Known() => Below(Path.Combine(Folder, Sessions));

    /// <inheritdoc/>
    public IEnumerable<ImportFile> At(string path) =>
        File.Exists(path) ? (Of(path) is { } file ? [file] : []) : Below(path);

    /// <inheritdoc/>
    public ImportPiece Read(ImportFile file, ReadOnlyMemory<byte> bytes, ImportPlace from, ImportSpan span) =>
        AgentStory.Read(format, (file, bytes), from, span);

    /// <inheritdoc/>
    public HistoryPiece ReadHistory(ReadOnlyMemory<byte> bytes, ImportPlace from) => new([], from, []);

    /// <inheritdoc/>
    public ImportedNote? Note(ImportFile file, string text, string? project, string host) => null;

    /// <summary>The session's file at that path; null for what is none.</summary>
    protected abstract ImportFile? Of(string path);

    private IEnumerable<ImportFile> Below(string folder) =>
        Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, "*.jsonl", AtAnyDepth).Select(Of).OfType<ImportFile>()
            : [];
}
