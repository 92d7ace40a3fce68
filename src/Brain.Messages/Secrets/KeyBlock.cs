namespace Brain.Messages.Secrets;

/// <summary>
/// Private keys that stand between marks (PEM, OpenSSH, PGP, SSH2, PuTTY, OpenVPN), whole: on many lines, on one with
/// <c>\n</c>
/// between, quoted, cut off before their end or after their beginning.
/// </summary>
internal static class KeyBlock
{
    private const string Kind = "private key";
    private const int BodyMin = 16;

    // What stands before the lines of a key in comments, quotations, code and differences.
    private const string Margin = "\"'`,;+> \r\n\t\\*#|/";

    /// <summary>Adds all blocks of a text.</summary>
    internal static void Find(ReadOnlySpan<char> text, List<SecretSpan> found)
    {
        var at = 0;
        while (Next(text, at, "BEGIN ") is var begin and >= 0)
        {
            var label = text[begin..Math.Min(text.Length, begin + 80)];
            var close = label.IndexOf("--", StringComparison.Ordinal);
            at = begin;
            if (close < 0 || !IsPrivate(label[..close]))
                continue;
            var body = begin + close;
            // The mark alone is spoken of in code and prose.
            if (!HasBody(text, body))
                continue;
            at = End(text, body);
            found.Add(new(Dashes(text, begin - "BEGIN ".Length), at, Kind));
        }

        Tails(text, found);
        Putty(text, found);
    }

    private static bool IsPrivate(ReadOnlySpan<char> label) =>
        label.Contains("PRIVATE KEY", StringComparison.OrdinalIgnoreCase)
        || label.Contains("OpenVPN Static key", StringComparison.OrdinalIgnoreCase);

    // After "-----BEGIN " or "-----END ", however many dashes.
    private static int Next(ReadOnlySpan<char> text, int at, string word)
    {
        while (at < text.Length)
        {
            var hit = text[at..].IndexOf(word, StringComparison.Ordinal);
            if (hit < 0)
                return -1;
            at += hit + word.Length;
            var before = text[..(at - word.Length)].TrimEnd(' ');
            if (before.EndsWith("--", StringComparison.Ordinal))
                return at;
        }

        return -1;
    }

    private static int Dashes(ReadOnlySpan<char> text, int at)
    {
        while (at > 0 && text[at - 1] is '-' or ' ')
            at--;
        while (at < text.Length && text[at] == ' ')
            at++;
        return at;
    }

    private static int End(ReadOnlySpan<char> text, int body)
    {
        // The next beginning first: what is looked through for one block is not looked through for another.
        var other = Next(text, body, "BEGIN ");
        var next = Next(other < 0 ? text : text[..other], body, "END ");
        if (next < 0)
            return Body(other < 0 ? text : text[..other], body);
        var label = text[next..Math.Min(text.Length, next + 80)];
        var close = label.IndexOf("--", StringComparison.Ordinal);
        var at = close < 0 ? next : next + close;
        while (at < text.Length && text[at] == '-')
            at++;
        return at;
    }

    // A block without an end: as far as its lines are base64, headers or empty.
    private static int Body(ReadOnlySpan<char> text, int at)
    {
        at += text[at..].IndexOfAnyExcept('-') is var past and > 0 ? past : 0;
        var end = at;
        while (at < text.Length)
        {
            var lineEnd = Letters.LineEnd(text, at);
            var line = text[at..lineEnd].Trim(" \t\r\"'\\,;+>|#*");
            var isHeader =
                line.StartsWith("Proc-Type", StringComparison.Ordinal)
                || line.StartsWith("DEK-Info", StringComparison.Ordinal)
                || line.StartsWith("Version:", StringComparison.Ordinal)
                || line.StartsWith("Comment:", StringComparison.Ordinal);
            if (line.Length > 0 && !isHeader && line.ContainsAny(' ', '\t'))
            {
                // The rest of the block may still stand before the first blank of its last line.
                var blank = text[at..lineEnd].IndexOf(' ');
                return at == end && blank > 16 ? at + blank : end;
            }

            end = lineEnd;
            at = lineEnd + 1;
        }

        return end;
    }

    // Sixteen characters of base64 in a row, after the headers that may come first.
    private static bool HasBody(ReadOnlySpan<char> text, int at)
    {
        var window = text[at..Math.Min(text.Length, at + 600)].TrimStart('-');
        var mark = window.IndexOf("----", StringComparison.Ordinal);
        window = mark < 0 ? window : window[..mark];
        // Lines of base64 follow at once, or after headers with a colon.
        var first = window.TrimStart(Margin);
        if (
            first.StartsWith("n", StringComparison.Ordinal)
            && window.TrimStart("\"'\\").StartsWith("n", StringComparison.Ordinal)
            && !window.StartsWith("n", StringComparison.Ordinal)
        )
            first = first[1..].TrimStart(Margin);
        var word = Letters.While(first, 0, Alphabet.Padded);
        if (word < BodyMin && (word == 0 || word >= first.Length || first[word] is not (':' or '-' or '\\')))
            return false;
        var run = 0;
        foreach (var c in window)
        {
            run = Letters.In(c, Alphabet.Padded) ? run + 1 : 0;
            if (run >= BodyMin)
                return true;
        }

        return false;
    }

    // A block whose beginning was cut off: the base64 lines before its end mark.
    private static void Tails(ReadOnlySpan<char> text, List<SecretSpan> found)
    {
        var before = found.ToArray();
        Array.Sort(before, static (one, other) => one.Start.CompareTo(other.Start));
        var (at, seen, reach) = (0, 0, 0);
        while (Next(text, at, "END ") is var end and >= 0)
        {
            at = end;
            var label = text[end..Math.Min(text.Length, end + 80)];
            var close = label.IndexOf("--", StringComparison.Ordinal);
            if (close < 0 || !IsPrivate(label[..close]))
                continue;
            var mark = Dashes(text, end - "END ".Length);
            if (found.Count > 0 && found[^1].End >= mark && found[^1].Start < mark)
                continue;
            while (seen < before.Length && before[seen].Start < end)
                reach = Math.Max(reach, before[seen++].End);
            if (reach > end)
                continue;
            var start = mark;
            while (
                start > 0 && (Letters.In(text[start - 1], Alphabet.Padded) || text[start - 1] is '\n' or '\r' or '\\')
            )
                start--;
            // Nothing of a key stands before it.
            if (mark - start < BodyMin)
                continue;
            found.Add(
                new(
                    start,
                    end + close + label[close..].IndexOfAnyExcept('-') is var stop && stop > end + close
                        ? stop
                        : end + close,
                    Kind
                )
            );
        }
    }

    private static void Putty(ReadOnlySpan<char> text, List<SecretSpan> found)
    {
        var hit = text.IndexOf("Private-Lines:", StringComparison.Ordinal);
        if (hit < 0)
            return;
        var stop = text[hit..].IndexOf("Private-MAC:", StringComparison.Ordinal);
        found.Add(new(hit, stop < 0 ? text.Length : Letters.LineEnd(text, hit + stop), Kind));
    }
}
