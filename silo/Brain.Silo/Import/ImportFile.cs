using Brain.Domain.Import;
using Brain.Messages.Sessions;

namespace Brain.Silo.Import;

/// <summary>What a file of an agent's holds.</summary>
internal enum ImportKind
{
    /// <summary>The record of a session, or of a sub-agent of one; it grows.</summary>
    Transcript,

    /// <summary>What was typed, of all sessions; it grows.</summary>
    History,

    /// <summary>A note; it is rewritten.</summary>
    Memory,
}

/// <summary>A file that an agent wrote.</summary>
/// <param name="Path">Where it lies, absolute.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Session">Whose it is, where its name tells.</param>
internal sealed record ImportFile(string Path, ImportKind Kind, SessionId? Session)
{
    /// <summary>It is a sub-agent's, beside its session's own.</summary>
    public bool IsAgents { get; init; }

    /// <summary>
    /// It is read by questions and not by lines: a database of many sessions, or the head of one in many files.
    /// </summary>
    public bool IsDatabase { get; init; }

    /// <summary>The folder of one project's files.</summary>
    public string Folder { get; init; } = System.IO.Path.GetDirectoryName(Path) ?? "/";
}

/// <summary>What a piece of a file tells.</summary>
/// <param name="Sessions">What it tells of each session.</param>
/// <param name="Next">Where to go on.</param>
/// <param name="Skips">What was passed over, with its line.</param>
internal sealed record ImportPiece(
    IReadOnlyList<SessionFound> Sessions,
    ImportPlace Next,
    IReadOnlyList<(long Line, string Reason)> Skips
);

/// <summary>What a piece tells of one session.</summary>
/// <param name="Rows">Its rows, but for usage.</param>
/// <param name="Usage">What was used, line by line.</param>
internal sealed record SessionFound(SessionImport Rows, IReadOnlyList<UsageEntry> Usage);

/// <summary>An agent whose own files can be read: where they lie, and what they say.</summary>
internal interface IImportSource
{
    /// <summary>The agent, as rows keep it.</summary>
    string Agent { get; }

    /// <summary>Where its files lie.</summary>
    string Folder { get; }

    /// <summary>Days after which the agent deletes transcripts, and whether a settings file says so.</summary>
    (int Days, bool IsSet) Retention();

    /// <summary>All files in the known places.</summary>
    IEnumerable<ImportFile> Known();

    /// <summary>The files at a path that somebody named: itself, or what lies below it.</summary>
    IEnumerable<ImportFile> At(string path);

    /// <summary>Reads the whole lines of a piece of a transcript.</summary>
    /// <param name="file">The file.</param>
    /// <param name="bytes">What stands from <paramref name="from"/> on.</param>
    /// <param name="from">Where the piece begins.</param>
    /// <param name="span">How the piece lies in the file.</param>
    ImportPiece Read(ImportFile file, ReadOnlyMemory<byte> bytes, ImportPlace from, ImportSpan span);

    /// <summary>Another text whenever a database may have gained something.</summary>
    /// <param name="file">The database.</param>
    string Mark(ImportFile file) => "";

    /// <summary>Reads what a database gained, what was written first before what came later.</summary>
    /// <param name="file">The database.</param>
    /// <param name="from">How far it was read.</param>
    /// <param name="host">This machine.</param>
    /// <exception cref="IOException">It can't be read; the message says why.</exception>
    IEnumerable<ImportPiece> ReadDatabase(ImportFile file, ImportPlace from, string host) => [];

    /// <summary>Reads a piece of the prompt history.</summary>
    HistoryPiece ReadHistory(ReadOnlyMemory<byte> bytes, ImportPlace from);

    /// <summary>Reads a note; null when it says nothing.</summary>
    /// <param name="file">The file.</param>
    /// <param name="text">All of it.</param>
    /// <param name="project">The folder that people worked in; null when nobody knows.</param>
    /// <param name="host">This machine.</param>
    ImportedNote? Note(ImportFile file, string text, string? project, string host);

    /// <summary>The project that a file is about, by where it lies; null when that does not tell.</summary>
    /// <param name="path">The file, which may be gone.</param>
    /// <param name="worked">The folders that people worked in.</param>
    string? ProjectOf(string path, IEnumerable<string> worked) => null;
}

/// <summary>How a piece lies in its file.</summary>
/// <param name="AtEnd">The file ends with it, for now.</param>
/// <param name="Host">This machine.</param>
/// <param name="Written">When the file was written last: the time of lines that tell none.</param>
internal sealed record ImportSpan(bool AtEnd, string Host, DateTimeOffset Written);

/// <summary>What a piece of the prompt history tells.</summary>
/// <param name="Prompts">What was typed, oldest first.</param>
/// <param name="Next">Where to go on.</param>
/// <param name="Skips">What was passed over, with its line.</param>
internal sealed record HistoryPiece(
    IReadOnlyList<HistoryPrompt> Prompts,
    ImportPlace Next,
    IReadOnlyList<(long Line, string Reason)> Skips
);

/// <summary>Something that was typed.</summary>
/// <param name="Session">In which session; made up of project and day where the agent does not say.</param>
/// <param name="IsNamed">The agent says in which.</param>
/// <param name="Project">The folder.</param>
/// <param name="At">When.</param>
/// <param name="Text">The words.</param>
internal sealed record HistoryPrompt(SessionId Session, bool IsNamed, string? Project, DateTimeOffset At, string Text);
