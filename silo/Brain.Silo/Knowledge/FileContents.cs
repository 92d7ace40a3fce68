using System.Buffers;
using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Brain.Silo.Files;

namespace Brain.Silo.Knowledge;

/// <summary>
/// What files hold, told by size and SHA-256: a line of each, in which neither its path nor a word of it stands. What
/// was read once is remembered until the file changes, and what a budget did not allow to be read is wanted: somebody
/// with more time reads it.
/// </summary>
internal sealed class FileContents
{
    /// <summary>The most bytes of a file that is read.</summary>
    public const long BytesMax = 32 * 1024 * 1024;

    private const int KnownMax = 4_096;
    private const int WantedMax = 1_024;
    private const int PieceBytes = 128 * 1024;

    private readonly ConcurrentDictionary<FileIdentity, string> _known = new();
    private readonly ConcurrentDictionary<string, bool> _wanted = new(StringComparer.Ordinal);

    private Action _wake = () => { };

    /// <summary>Wakes whoever reads what is wanted, whenever there is something.</summary>
    public void ReadBy(Action wake) => _wake = wake;

    /// <summary>The line of a file; null for one that is too large to be read, can't be, or was not.</summary>
    /// <param name="file">The file.</param>
    /// <param name="budget">What may be read, which says whether it was enough.</param>
    public string? Line(NamedFile file, ReadBudget budget) =>
        file.Found is not null && TryDigest(file, budget, out var digest) && digest is not null
            ? $"{Begin(file)}{digest}"
            : null;

    /// <summary>
    /// Whether it is known that no line says what the file holds now. Of one that is still to be read it is not.
    /// </summary>
    /// <param name="file">A file that is there.</param>
    /// <param name="lines">Those that were kept.</param>
    /// <param name="budget">What may be read.</param>
    public bool Differs(NamedFile file, IReadOnlyCollection<string> lines, ReadBudget budget)
    {
        if (lines.Count == 0)
            return true;
        var begin = Begin(file);
        if (lines.FirstOrDefault(line => line.StartsWith(begin, StringComparison.Ordinal)) is not { } kept)
            return true;
        if (TryDigest(file, budget, out var digest))
            return digest is null || !kept.AsSpan(begin.Length).SequenceEqual(digest);
        Want(file.Place);
        return false;
    }

    /// <summary>Reads those that are wanted.</summary>
    /// <returns>Whether some of them are still to be read.</returns>
    public bool ReadWanted(ReadBudget budget)
    {
        foreach (var (place, _) in _wanted)
        {
            if (FileIdentity.Of(place) is { } found && !TryDigest(new("", place, found), budget, out _))
                return true;
            _wanted.TryRemove(place, out _);
        }

        return false;
    }

    /// <summary>Which file a line is of.</summary>
    public static string NameIn(string line) => line.Split(' ', 2)[0];

    private void Want(string place)
    {
        if (_wanted.Count < WantedMax && _wanted.TryAdd(place, true))
            _wake();
    }

    private static string Begin(NamedFile file)
    {
        var name = SHA256.HashData(Encoding.UTF8.GetBytes(file.Path)).AsSpan(0, 16);
        return string.Create(CultureInfo.InvariantCulture, $"{Convert.ToHexStringLower(name)} {file.Found?.Length} ");
    }

    // False when the budget does not allow it; null for what can't be read, or changes under the hand.
    private bool TryDigest(NamedFile file, ReadBudget budget, out string? digest)
    {
        digest = null;
        if (file.Found is not { Length: <= BytesMax } found)
            return true;
        // Some of those that the kernel makes up have no length, and whoever reads them may wait for ever.
        if (found.Length == 0)
        {
            digest = "";
            return true;
        }

        if (_known.TryGetValue(found, out digest))
            return true;
        if (!budget.Takes(found.Length))
            return false;
        digest = Read(file.Place, found);
        if (digest is null)
            return true;
        if (_known.Count >= KnownMax)
            _known.Clear();
        _known[found] = digest;
        return true;
    }

    private static string? Read(string place, FileIdentity found)
    {
        var piece = ArrayPool<byte>.Shared.Rent(PieceBytes);
        try
        {
            using var file = RegularFile.Open(place);
            if (file is null || FileIdentity.Of(file) != found)
                return null;
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            long read = 0;
            for (int got; read <= BytesMax && (got = RandomAccess.Read(file, piece, read)) > 0; read += got)
                hash.AppendData(piece.AsSpan(0, got));
            return FileIdentity.Of(file) == found && read == found.Length
                ? Convert.ToHexStringLower(hash.GetHashAndReset())
                : null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }
    }
}

/// <summary>A file that a learning is about.</summary>
/// <param name="Path">As the learning names it.</param>
/// <param name="Place">Its whole path.</param>
/// <param name="Found">What the path leads to; null when no regular file is there.</param>
internal sealed record NamedFile(string Path, string Place, FileIdentity? Found);
