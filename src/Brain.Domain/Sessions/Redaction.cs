using System.Text.RegularExpressions;

namespace Brain.Domain.Sessions;

/// <summary>
/// Takes secrets out of a text before it is stored: well-known key shapes, bearer tokens, private keys and values
/// that are named as secrets. What was taken out is said (<c>[redacted]</c>); the text around it stays.
/// </summary>
public static class Redaction
{
    private const string Mark = "[redacted]";

    /// <summary>The most characters of one text that are kept; the rest is cut, and said so.</summary>
    public const int TextMax = 256 * 1024;

    /// <summary>The text without its secrets and within <paramref name="max"/> characters; null stays null.</summary>
    public static string? Clean(string? text, int max = TextMax)
    {
        if (text is null)
            return null;

        // Postgres text holds no NUL; half a surrogate pair is not a character in UTF-8 either.
        var clean = text.Contains('\0') ? text.Replace("\0", "\uFFFD", StringComparison.Ordinal) : text;
        clean = Named.Replace(Shapes.Replace(clean, Mark), "${name}" + Mark);
        return Cut(clean, max);
    }

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
        \bsk-(?:ant-|proj-)?[A-Za-z0-9_-]{20,}|\bgh[pousr]_[A-Za-z0-9]{30,}|\bgithub_pat_[A-Za-z0-9_]{30,}|\bglpat-[A-Za-z0-9_-]{20,}
        |\bxox[abprs]-[A-Za-z0-9-]{10,}|\bA(?:KIA|SIA)[A-Z0-9]{16}\b|\bAIza[A-Za-z0-9_-]{35}|\bnpm_[A-Za-z0-9]{36}
        |-----BEGIN\ [A-Z\ ]*PRIVATE\ KEY-----[\s\S]*?(?:-----END\ [A-Z\ ]*PRIVATE\ KEY-----|\z)
        |\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    private static readonly Regex Named = new(
        """(?<name>(?:\bbearer\s+|(?:password|passwd|secret|api[_-]?key|access[_-]?token|auth[_-]?token)["']?\s*[=:]\s*["']?))[^\s"'&;,\[]{6,}""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
}
