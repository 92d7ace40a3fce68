namespace Brain.Messages.Knowledge;

/// <summary>Has documents read, so that search finds what is in them.</summary>
/// <param name="Paths">Absolute paths of files and folders, at most <see cref="PathsMax"/>.</param>
public sealed record AddDocuments(string[] Paths)
{
    /// <summary>The most paths that are said at once.</summary>
    public const int PathsMax = 100;

    /// <summary>The most files that are read at once.</summary>
    public const int FilesMax = 5_000;

    /// <summary>The most bytes of a file.</summary>
    public const int BytesMax = 32 * 1024 * 1024;

    /// <summary>The project's folder they belong to; null for all.</summary>
    public string? Project { get; init; }
}

/// <summary>What became of documents that were to be read.</summary>
/// <param name="Added">New ones.</param>
/// <param name="Changed">Known ones with another text.</param>
/// <param name="Same">Known ones that are as they were.</param>
/// <param name="Chunks">Pieces of those that are new or changed.</param>
/// <param name="Skipped">Files that were left out, and those of which only a part was read.</param>
public sealed record DocumentsAdded(
    int Added,
    int Changed,
    int Same,
    int Chunks,
    SkippedDocument[] Skipped
);

/// <summary>A file that was left out, or of which only a part was read.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Reason">Why, as a sentence.</param>
public sealed record SkippedDocument(string Path, string Reason);

/// <summary>A document that search looks in. Source: <c>v2.documents</c>.</summary>
/// <param name="Id">The row.</param>
/// <param name="Title">Its first heading, or its file's name.</param>
/// <param name="Path">The file it was read from.</param>
/// <param name="Project">The project's folder, or null for all.</param>
/// <param name="MediaType">text/markdown, text/plain or application/pdf.</param>
/// <param name="Chunks">How many pieces it is in.</param>
/// <param name="ReadAt">When it was last read anew.</param>
public sealed record DocumentSummary(
    Guid Id,
    string Title,
    string? Path,
    string? Project,
    string MediaType,
    int Chunks,
    DateTimeOffset ReadAt
);

/// <summary>Takes documents out again.</summary>
/// <param name="Which">Absolute paths of files or folders, or beginnings of ids.</param>
public sealed record RemoveDocuments(string[] Which)
{
    /// <summary>The most that are said at once.</summary>
    public const int WhichMax = 200;

    /// <summary>Why a word means no document: it is empty, or it would mean all of them; null when it may.</summary>
    public static string? Fault(string? which) =>
        which?.Trim() is not { Length: > 0 } text ? "An empty word means no document."
        : text.Trim('/', '-').Length == 0 ? $"{text} would mean every document."
        : null;
}

/// <summary>How many documents were taken out.</summary>
/// <param name="Removed">Their number; 0 when none was meant.</param>
public sealed record DocumentsRemoved(int Removed);
