using System.Globalization;
using System.Text;

namespace Brain.Cli.Screen;

/// <summary>
/// Somebody else's text as one line in which nothing moves the cursor, colours, or turns the direction around.
/// </summary>
internal static class PlainText
{
    internal static string Of(string? text, int lengthMax = 300)
    {
        var line = new StringBuilder();
        foreach (var letter in text ?? "")
        {
            var kind = char.GetUnicodeCategory(letter);
            if (kind is UnicodeCategory.Format)
                continue;
            line.Append(
                kind is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
                    ? ' '
                    : letter
            );
            if (line.Length == lengthMax)
                return line.Append('…').ToString();
        }

        return line.ToString().Trim();
    }
}
