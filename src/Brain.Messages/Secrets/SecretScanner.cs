using System.Text;

namespace Brain.Messages.Secrets;

/// <summary>
/// Finds secrets in a text in one pass: keys between marks, tokens by prefix or form, values beside their names,
/// addresses, commands' arguments, headers. Linear in the text's length, whatever the text.
/// </summary>
public static class SecretScanner
{
    /// <summary>What stands where a secret was.</summary>
    public const string Mark = "[redacted]";

    /// <summary>All secrets of a text, in their order, none over another.</summary>
    public static IReadOnlyList<SecretSpan> Find(ReadOnlySpan<char> text)
    {
        var found = SecretScan.Run(text);
        return found.Count == 0 ? [] : Merged(found);
    }

    /// <summary>The text with <see cref="Mark"/> for each secret; the same object when there is none.</summary>
    public static string Redact(string text)
    {
        var found = Find(text);
        if (found.Count == 0)
            return text;
        var clean = new StringBuilder(text.Length);
        var at = 0;
        foreach (var span in found)
        {
            clean.Append(text, at, span.Start - at).Append(Mark);
            at = span.End;
        }

        return clean.Append(text, at, text.Length - at).ToString();
    }

    /// <summary>The value of a field, judged by the field's name too.</summary>
    public static string Redact(string value, string name) =>
        SecretName.Of(name) is var kind and not (NameKind.None or NameKind.Authorization or NameKind.Cookie)
        && SecretValue.IsOne(value, kind, ValueStyle.Quoted, ':')
        && (kind != NameKind.Password || SecretName.Fits(name, value, ValueStyle.Quoted, ':'))
            ? Mark
            : Redact(value);

    private static List<SecretSpan> Merged(List<SecretSpan> found)
    {
        found.Sort(
            (one, other) => one.Start != other.Start ? one.Start.CompareTo(other.Start) : other.End.CompareTo(one.End)
        );
        var merged = new List<SecretSpan>(found.Count);
        foreach (var span in found)
        {
            if (span.End <= span.Start)
                continue;
            if (merged.Count > 0 && span.Start < merged[^1].End)
                merged[^1] = merged[^1] with { End = Math.Max(merged[^1].End, span.End) };
            else
                merged.Add(span);
        }

        return merged;
    }
}
