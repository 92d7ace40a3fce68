using System.Security.Cryptography;
using System.Text;

namespace Brain.Domain.Skills.Scan;

/// <summary>One hash over a skill's whole folder: names, who may run what, where links lead, and contents.</summary>
public static class SkillFolderHash
{
    /// <summary>SHA-256 in small hexadecimal digits; the order of the files does not matter.</summary>
    public static string Of(IEnumerable<ScannedFile> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files.OrderBy(file => file.Path, StringComparer.Ordinal))
        {
            // No path has a NUL, so no name can pass for a name and a content.
            var kind = file.Target is not null ? 'l' : file.IsExecutable ? 'x' : 'f';
            var content = file.Target is { } target ? Digest(Encoding.UTF8.GetBytes(target)) : DigestOf(file);
            hash.AppendData(Encoding.UTF8.GetBytes($"{file.Path}\0{kind}\0{content}\n"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static string DigestOf(ScannedFile file) => file.Digest ?? Digest(file.Content.Span);

    private static string Digest(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
