using System.Text;

namespace Brain.Domain.Text;

/// <summary>
/// Text as Postgres takes it: without NUL and without halves of characters, as files of others may have them.
/// </summary>
public static class StorableText
{
    /// <summary>The text, with U+FFFD in their place; itself when there is none.</summary>
    public static string Of(string text)
    {
        var clean = text.Replace('\0', '\ufffd');
        return HasHalf(clean) ? Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(clean)) : clean;
    }

    private static bool HasHalf(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (!char.IsSurrogate(text[at]))
                continue;
            if (!char.IsSurrogatePair(text, at))
                return true;
            at++;
        }

        return false;
    }
}
