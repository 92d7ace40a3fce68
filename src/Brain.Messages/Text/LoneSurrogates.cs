using System.Globalization;
using System.Text;

namespace Brain.Messages.Text;

/// <summary>
/// JSON text may name half of a character (<c>\ud83d</c> alone), as programs write it that cut a text in the middle of
/// an emoji. No reader takes it; U+FFFD takes its place, so that the rest of the event is not lost.
/// </summary>
public static class LoneSurrogates
{
    private const int EscapeLength = 6;

    /// <summary>Whether there may be one: an escape of the kind is there.</summary>
    public static bool MayBeIn(ReadOnlySpan<byte> json) => json.IndexOf("\\ud"u8) >= 0 || json.IndexOf("\\uD"u8) >= 0;

    /// <summary>The same text with every half of a character replaced.</summary>
    /// <param name="json">In UTF-8.</param>
    /// <param name="with">What takes the place of an escape such as <c>\ud83d</c>; U+FFFD's when null.</param>
    public static string Mend(ReadOnlySpan<byte> json, Func<string, string>? with = null)
    {
        var text = Encoding.UTF8.GetString(json);
        var mended = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || i + 1 == text.Length)
                mended.Append(text[i]);
            else if (Unit(text, i) is not { } unit)
                mended.Append(text, i++, 2);
            else if (
                char.IsHighSurrogate(unit)
                && Unit(text, i + EscapeLength) is { } next
                && char.IsLowSurrogate(next)
            )
            {
                mended.Append(text, i, 2 * EscapeLength);
                i += 2 * EscapeLength - 1;
            }
            else
            {
                var escape = text.Substring(i, EscapeLength);
                mended.Append(
                    !char.IsSurrogate(unit) ? escape
                    : with is null ? "\\ufffd"
                    : with(escape)
                );
                i += EscapeLength - 1;
            }
        }

        return mended.ToString();
    }

    // The character that an escape such as \u0041 at this place stands for; null when there is none.
    private static char? Unit(string text, int at) =>
        at + EscapeLength <= text.Length
        && text[at] == '\\'
        && text[at + 1] == 'u'
        && ushort.TryParse(text.AsSpan(at + 2, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var code)
            ? (char)code
            : null;
}
