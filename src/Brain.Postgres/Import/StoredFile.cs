using Brain.Domain.Import;

namespace Brain.Postgres.Import;

/// <summary>How far one file was read. Source: <c>brain.import_files</c>.</summary>
public sealed record StoredFile
{
    /// <summary>The machine.</summary>
    public required string Host { get; init; }

    /// <summary>The file, absolute.</summary>
    public required string Path { get; init; }

    /// <summary>Whose file.</summary>
    public required string Agent { get; init; }

    /// <summary>transcript, history or memory.</summary>
    public required string Kind { get; init; }

    /// <summary>Which file the path led to.</summary>
    public required ulong Inode { get; init; }

    /// <summary>Digest of its first bytes; of a note, what marked it when it was read.</summary>
    public required string Head { get; init; }

    /// <summary>Its size when it was read last.</summary>
    public required long Bytes { get; init; }

    /// <summary>How far it is read.</summary>
    public required ImportPlace Place { get; init; }

    /// <summary>Lines read.</summary>
    public long Lines { get; init; }

    /// <summary>Lines that were passed over.</summary>
    public long Skipped { get; init; }
}
