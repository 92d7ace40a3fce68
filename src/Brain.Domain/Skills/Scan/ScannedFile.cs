namespace Brain.Domain.Skills.Scan;

/// <summary>A file of a skill's folder, as it was read from the disk.</summary>
/// <param name="Path">From the folder, with slashes.</param>
/// <param name="Content">Its bytes, at most <see cref="BytesMax"/> of them; empty for a link.</param>
public sealed record ScannedFile(string Path, ReadOnlyMemory<byte> Content)
{
    /// <summary>What is beyond so many bytes of one file is not read.</summary>
    public const int BytesMax = 1024 * 1024;

    /// <summary>Where a link leads; null for a file. It is not followed.</summary>
    public string? Target { get; init; }

    /// <summary>Why nothing of it was read, as part of a sentence; null where it was.</summary>
    public string? Unread { get; init; }

    /// <summary>It has more bytes than these.</summary>
    public bool IsCut { get; init; }
}
