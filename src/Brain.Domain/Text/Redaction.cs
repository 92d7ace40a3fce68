using Brain.Messages.Secrets;

namespace Brain.Domain.Text;

/// <summary>
/// Takes secrets out of a text before it is stored, as <see cref="SecretScanner"/> finds them. What was taken out is
/// said (<c>[redacted]</c>); the text around it stays.
/// </summary>
public static class Redaction
{
    internal const string Mark = SecretScanner.Mark;

    /// <summary>The most characters of one text that are kept; the rest is cut, and said so.</summary>
    public const int TextMax = 256 * 1024;

    private const int Beyond = 4096;

    /// <summary>The text without its secrets and within <paramref name="max"/> characters; null stays null.</summary>
    public static string? Clean(string? text, int max = TextMax)
    {
        if (text is null)
            return null;

        // Nobody waits for what is not kept, but a secret that the cut goes through must still be seen whole.
        return Cut(SecretScanner.Redact(text.Length > max + Beyond ? text[..(max + Beyond)] : text), max);
    }

    /// <summary>The value of a field without its secrets; the field's name can tell that it is one.</summary>
    public static string Clean(string value, string name) => SecretScanner.Redact(value, name);

    /// <summary>The first 16 hexadecimal digits of a text's SHA-256; empty for none.</summary>
    public static string Digest(string? text) =>
        text is null
            ? ""
            : Convert.ToHexStringLower(
                System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text))
            )[..16];

    /// <summary>At most <paramref name="max"/> characters, with an ellipsis where it was cut.</summary>
    public static string Cut(string text, int max)
    {
        if (text.Length <= max)
            return text;
        var end = char.IsHighSurrogate(text[max - 2]) ? max - 2 : max - 1;
        return string.Concat(text.AsSpan(0, end), "…");
    }
}
