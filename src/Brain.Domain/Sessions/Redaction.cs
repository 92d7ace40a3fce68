using System.Text.RegularExpressions;

namespace Brain.Domain.Sessions;

/// <summary>
/// Takes secrets out of a text before it is stored: well-known key shapes, bearer tokens, private keys and values
/// that are named as secrets. What was taken out is said (<c>[redacted]</c>); the text around it stays.
/// </summary>
public static class Redaction
{
    internal const string Mark = "[redacted]";

    /// <summary>The most characters of one text that are kept; the rest is cut, and said so.</summary>
    public const int TextMax = 256 * 1024;

    /// <summary>The text without its secrets and within <paramref name="max"/> characters; null stays null.</summary>
    public static string? Clean(string? text, int max = TextMax)
    {
        if (text is null)
            return null;

        // Cut first: nobody waits for what is not kept. A secret that the cut goes through loses its end with it.
        var clean = Cut(text, max);
        clean = Addressed.Replace(Named.Replace(Shapes.Replace(clean, Mark), "${name}" + Mark), "${scheme}" + Mark + "@");
        return Cut(clean, max);
    }

    /// <summary>The first 16 hexadecimal digits of a text's SHA-256; empty for none.</summary>
    public static string Digest(string? text) => text is null
        ? ""
        : Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)))[..16];

    /// <summary>At most <paramref name="max"/> characters, with an ellipsis where it was cut.</summary>
    public static string Cut(string text, int max)
    {
        if (text.Length <= max)
            return text;
        var end = char.IsHighSurrogate(text[max - 2]) ? max - 2 : max - 1;
        return string.Concat(text.AsSpan(0, end), "…");
    }

    // Linear in the text's length whatever the text: these run on what agents and people paste.
    private static readonly Regex Shapes = new(
        """
        \bsk_(?:live|test)_[A-Za-z0-9]{16,}|\brk_(?:live|test)_[A-Za-z0-9]{16,}|\bhf_[A-Za-z0-9]{30,}
        |\b[Bb]earer\ [A-Za-z0-9._~+/=-]{20,}
        |\bsk-(?:ant-|proj-)?[A-Za-z0-9_-]{20,}|\bgh[pousr]_[A-Za-z0-9]{30,}|\bgithub_pat_[A-Za-z0-9_]{30,}|\bglpat-[A-Za-z0-9_-]{20,}
        |\bxox[abprs]-[A-Za-z0-9-]{10,}|\bA(?:KIA|SIA)[A-Z0-9]{16}\b|\bAIza[A-Za-z0-9_-]{35}|\bnpm_[A-Za-z0-9]{36}
        |-----BEGIN\ [A-Z\ ]*PRIVATE\ KEY-----[\s\S]*?(?:-----END\ [A-Z\ ]*PRIVATE\ KEY-----|\z)
        |\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    private static readonly Regex Named = new(
        """
        (?<name>authorization["']?\s*[=:]\s*["']?(?:bearer|basic)\s+
          |(?:password|passwd|secret|credentials?|api[_-]?key|access[_-]?key(?:[_-]?id)?|private[_-]?key|[_-]token)["']?\s*[=:]\s*["']?
          |--(?:password|token|secret|api-key)[\ =]["']?)
        [^\s"'&;,\[]{6,}
        """,
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.IgnorePatternWhitespace);

    private static readonly Regex Addressed = new(
        "(?<scheme>[a-z][a-z0-9+.-]*://)[^\\s/@:\\[]*:[^\\s/@]+@",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
}
