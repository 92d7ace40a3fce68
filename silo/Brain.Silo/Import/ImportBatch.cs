using Brain.Postgres.Import;

namespace Brain.Silo.Import;

/// <summary>Pieces that are written together, with the places that are kept once they are.</summary>
internal sealed class ImportBatch
{
    /// <summary>Lines after which it is written.</summary>
    public const int LinesMax = 4_000;

    /// <summary>Bytes after which it is written.</summary>
    public const long BytesMax = 4 * 1024 * 1024;

    /// <summary>Files after which it is written.</summary>
    public const int FilesMax = 200;

    /// <summary>What sessions gain, in the order of the files.</summary>
    public List<SessionFound> Sessions { get; } = [];

    /// <summary>How far files are read with it.</summary>
    public Dictionary<string, StoredFile> Files { get; } = new(StringComparer.Ordinal);

    /// <summary>Lines in it.</summary>
    public long Lines { get; private set; }

    /// <summary>Bytes in it.</summary>
    public long Bytes { get; private set; }

    /// <summary>It is to be written now.</summary>
    public bool IsFull => Lines >= LinesMax || Bytes >= BytesMax || Files.Count >= FilesMax;

    /// <summary>A piece of a file.</summary>
    public void Add(IEnumerable<SessionFound> sessions, StoredFile file, long lines, long bytes)
    {
        Sessions.AddRange(sessions);
        Files[file.Path] = file;
        (Lines, Bytes) = (Lines + lines, Bytes + bytes);
    }
}
