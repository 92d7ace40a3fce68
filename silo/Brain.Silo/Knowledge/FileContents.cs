using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Brain.Silo.Knowledge;

/// <summary>
/// What files hold, told by size and SHA-256: a line of each, in which neither its path nor a word of it stands.
/// </summary>
internal static class FileContents
{
    private const int KnownMax = 4_096;
    private const long BytesMax = 32 * 1024 * 1024;

    private static readonly ConcurrentDictionary<(string Path, long Bytes, DateTime At), string> Known = new();

    /// <summary>The line of a file; null for one that is too large to be read, or can't be.</summary>
    /// <param name="path">As the learning names it.</param>
    /// <param name="file">The file.</param>
    public static string? Line(string path, FileInfo file) =>
        Digest(file) is { } digest ? $"{Begin(path, file)}{digest}" : null;

    /// <summary>Some line says that the file holds what it holds now.</summary>
    /// <param name="path">As the learning names it.</param>
    /// <param name="file">The file.</param>
    /// <param name="lines">Those that were kept.</param>
    public static bool IsAsKept(string path, FileInfo file, IReadOnlyCollection<string> lines)
    {
        if (lines.Count == 0)
            return false;
        var begin = Begin(path, file);
        return lines.FirstOrDefault(line => line.StartsWith(begin, StringComparison.Ordinal)) is { } kept
            && Digest(file) is { } digest
            && kept.AsSpan(begin.Length).SequenceEqual(digest);
    }

    /// <summary>Which file a line is of.</summary>
    public static string NameIn(string line) => line.Split(' ', 2)[0];

    private static string Begin(string path, FileInfo file) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path)).AsSpan(0, 16))} {file.Length} "
        );

    private static string? Digest(FileInfo file)
    {
        // A pipe or a device has no length, and whoever opens it may wait for ever.
        if (file.Length == 0)
            return "";
        if (file.Length > BytesMax)
            return null;
        var key = (file.FullName, file.Length, file.LastWriteTimeUtc);
        if (Known.TryGetValue(key, out var known))
            return known;
        try
        {
            using var bytes = file.OpenRead();
            var digest = Convert.ToHexStringLower(SHA256.HashData(bytes));
            if (Known.Count >= KnownMax)
                Known.Clear();
            return Known[key] = digest;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
