using System.Security.Cryptography;
using Brain.Domain.Import;
using Brain.Postgres.Import;
using Brain.Silo.Files;
using Microsoft.Win32.SafeHandles;

namespace Brain.Silo.Import;

/// <summary>
/// How far each file of this machine was read. A file that shrank, was replaced or was written anew is read from its
/// start, which adds only what was not known.
/// </summary>
internal sealed class ImportPlaces(IEnumerable<StoredFile> stored)
{
    // Enough to tell two transcripts: their first lines hold an id and a time.
    private const int HeadBytes = 512;

    private readonly Dictionary<string, StoredFile> _stored = stored.ToDictionary(
        file => file.Path,
        StringComparer.Ordinal
    );

    /// <summary>
    /// Whether there may be something new in a file, told without reading it. One that can't be looked at is unread:
    /// who reads it says why it can't be.
    /// </summary>
    public bool IsUnread(FoundFile found)
    {
        try
        {
            return IsNew(found);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    /// <summary>Where to go on in a file.</summary>
    public ImportPlace Of(string path, SafeFileHandle handle, FileIdentity identity) =>
        _stored.TryGetValue(path, out var known)
        && known.Inode == identity.Inode
        && known.Place.Usage.Offset <= identity.Length
        && known.Head == Head(handle, Math.Min(HeadBytes, known.Place.Usage.Offset))
            ? known.Place
            : ImportPlace.Start;

    /// <summary>Where to go on in a database.</summary>
    public ImportPlace Of(string path, FileIdentity identity) =>
        _stored.TryGetValue(path, out var known) && known.Inode == identity.Inode ? known.Place : ImportPlace.Start;

    /// <summary>What was counted of a file before.</summary>
    public StoredFile? Known(string path) => _stored.GetValueOrDefault(path);

    /// <summary>The digest that tells the file, as far as it was read.</summary>
    public static string Head(SafeFileHandle handle, long offset)
    {
        Span<byte> first = stackalloc byte[(int)Math.Min(HeadBytes, offset)];
        var got = first.Length == 0 ? 0 : RandomAccess.Read(handle, first, 0);
        return Convert.ToHexStringLower(SHA256.HashData(first[..got]).AsSpan(0, 16));
    }

    private bool IsNew(FoundFile found) =>
        !_stored.TryGetValue(found.File.Path, out var known)
        || known.Inode != found.Identity.Inode
        || found.File switch
        {
            // What is new in a database is beside it at first.
            { IsDatabase: true } => known.Head != found.Source.Mark(found.File),
            // A note is written over, and may be as long as before.
            { Kind: ImportKind.Memory } => known.Head != FileIdentity.Mark(found.Identity),
            _ => known.Bytes != found.Identity.Length || known.Place.Usage.Offset > found.Identity.Length,
        };
}
