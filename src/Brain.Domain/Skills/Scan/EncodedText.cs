using System.Text;
using Brain.Domain.Text;

namespace Brain.Domain.Skills.Scan;

/// <summary>Texts in base64 or in escapes that are commands once they are decoded.</summary>
internal static class EncodedText
{
    private const int LettersMin = 24;
    private const int LettersMax = 64 * 1024;

    private static readonly Phrases Commands = new(
        """
        |\b(curl|wget|bash|powershell|Invoke-WebRequest|iex|nc)\s+\S
        |/bin/(ba)?sh
        |os\.(system|popen)|subprocess\.|child_process|execSync|__import__
        |\b(exec|eval)\s*\(
        |/dev/tcp/
        |ignore\s+(all\s+)?(previous|prior)\s+instructions
        |process\.env|os\.environ|\.ssh/|\.aws/
        |^https?://\S+$
        """
    );

    public static void Look(string text, ScanPlace file, ScanNotes notes)
    {
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            if (line.Length < LettersMin)
                continue;
            foreach (var decoded in Decoded(line))
            {
                if (Commands.Find(decoded) is not { } command)
                    continue;
                var isAddress = command.StartsWith("http", StringComparison.OrdinalIgnoreCase);
                notes.Add(
                    ScanRules.EncodedText,
                    file with
                    {
                        Line = number,
                    },
                    $"has an encoded text that says: {OneLine.Of(decoded, 120)}",
                    isAddress ? Brain.Messages.Skills.ScanSeverity.Warning : null
                );
            }
        }
    }

    private static IEnumerable<string> Decoded(string line)
    {
        for (var at = 0; at < line.Length; at++)
        {
            if (!IsLetter(line[at]))
                continue;
            var end = at;
            while (end < line.Length && IsLetter(line[end]))
                end++;
            if (end - at is >= LettersMin and <= LettersMax && Base64(line.AsSpan(at, end - at)) is { } text)
                yield return text;
            at = end;
        }

        if (Escaped(line) is { } written)
            yield return written;
    }

    private static string? Base64(ReadOnlySpan<char> letters)
    {
        letters = letters.TrimEnd('=');
        // Words and paths are of these letters too.
        if (letters.IndexOfAnyInRange('A', 'Z') < 0 || letters.IndexOfAnyInRange('a', 'z') < 0)
            return null;
        letters = letters[..(letters.Length - (letters.Length % 4 == 1 ? 1 : 0))];
        var padded = letters.ToString() + new string('=', (4 - letters.Length % 4) % 4);
        var bytes = new byte[padded.Length];
        return Convert.TryFromBase64String(padded.Replace('-', '+').Replace('_', '/'), bytes, out var count)
            ? Readable(bytes.AsSpan(0, count))
            : null;
    }

    // \x63\x75\x72\x6c and \u0063…
    private static string? Escaped(string line)
    {
        var found = new StringBuilder();
        for (var at = 0; at + 3 < line.Length; at++)
        {
            if (line[at] != '\\' || line[at + 1] is not ('x' or 'u'))
                continue;
            var digits = line[at + 1] == 'x' ? 2 : 4;
            if (
                at + 2 + digits <= line.Length
                && int.TryParse(
                    line.AsSpan(at + 2, digits),
                    System.Globalization.NumberStyles.HexNumber,
                    null,
                    out var code
                )
                && code is >= 0x20 and < 0x7F
            )
                found.Append((char)code);
        }

        return found.Length >= 8 ? found.ToString() : null;
    }

    private static string? Readable(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 12)
            return null;
        foreach (var one in bytes)
        {
            if (one is not ((>= 0x20 and < 0x7F) or (byte)'\n' or (byte)'\r' or (byte)'\t'))
                return null;
        }

        return Encoding.ASCII.GetString(bytes);
    }

    private static bool IsLetter(char c) => char.IsAsciiLetterOrDigit(c) || c is '+' or '/' or '=' or '-' or '_';
}
