using System.Text.Encodings.Web;
using Brain.Messages.Text;

namespace Brain.Client.Http;

/// <summary>
/// Escapes in JSON what must be, what a terminal would obey and what nobody would see, and nothing else: our JSON goes
/// to people's files and terminals, where letters of every script and emoji stay as they are. (The framework's relaxed
/// encoder still escapes emoji.)
/// </summary>
internal sealed unsafe class Unescaped : JavaScriptEncoder
{
    internal static readonly JavaScriptEncoder Instance = new Unescaped();

    private const string Hex = "0123456789abcdef";

    /// <inheritdoc/>
    public override int MaxOutputCharactersPerInputCharacter => 12;

    /// <inheritdoc/>
    public override bool WillEncode(int unicodeScalar) =>
        unicodeScalar is '"' or '\\' || TerminalText.IsHidden(unicodeScalar);

    /// <inheritdoc/>
    public override int FindFirstCharacterToEncode(char* text, int textLength)
    {
        for (var i = 0; i < textLength; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < textLength && char.IsLowSurrogate(text[i + 1]))
            {
                if (WillEncode(char.ConvertToUtf32(text[i], text[i + 1])))
                    return i;
                i++;
            }
            else if (char.IsSurrogate(text[i]) || WillEncode(text[i]))
                return i;
        }

        return -1;
    }

    /// <inheritdoc/>
    public override bool TryEncodeUnicodeScalar(
        int unicodeScalar,
        char* buffer,
        int bufferLength,
        out int numberOfCharactersWritten
    )
    {
        var escape =
            unicodeScalar <= char.MaxValue
                ? Escape((char)unicodeScalar)
                : string.Concat(char.ConvertFromUtf32(unicodeScalar).Select(Escape));
        var into = new Span<char>(buffer, bufferLength);
        var fits = escape.AsSpan().TryCopyTo(into);
        numberOfCharactersWritten = fits ? escape.Length : 0;
        return fits;
    }

    private static string Escape(char letter) =>
        letter switch
        {
            '"' => "\\\"",
            '\\' => "\\\\",
            '\n' => "\\n",
            '\r' => "\\r",
            '\t' => "\\t",
            '\b' => "\\b",
            '\f' => "\\f",
            _ => $"\\u{Hex[letter >> 12]}{Hex[(letter >> 8) & 0xF]}{Hex[(letter >> 4) & 0xF]}{Hex[letter & 0xF]}",
        };
}
