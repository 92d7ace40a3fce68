using System.Buffers;

namespace Brain.Messages.Secrets;

/// <summary>Codes, links and files that words announce: what stands behind them is drawn and opens something.</summary>
internal static class AnchoredCode
{
    private static readonly SearchValues<char> LinkEnds = SearchValues.Create(" \t\r\n\"'<)");

    private const string Figures = "0123456789";
    private const string Capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private const int Near = 240;
    private const int LineMax = 1_024;
    private const int LinesMax = 200;
    private const int CodeLinesMax = 20;

    /// <summary>Recovery codes, one to a line, below the words.</summary>
    internal static void Lines(ReadOnlySpan<char> text, int start, int end, List<SecretSpan> found)
    {
        var at = Letters.LineEnd(text, end, LineMax);
        for (var lines = 0; lines < CodeLinesMax && at + 1 < text.Length; lines++)
        {
            var from = at + 1;
            at = Letters.LineEnd(text, from, LineMax);
            var line = text[from..at].TrimEnd();
            var code = line.TrimStart(" -*•.\t");
            if (code.Length == 0 && lines == 0)
                continue;
            if (code.Length is < 8 or > 24 || !code.ContainsAnyInRange('0', '9') || !IsGrouped(code))
                return;
            found.Add(new(from + line.Length - code.Length, from + line.Length, "code"));
        }
    }

    /// <summary>A key in groups of figures or letters: BitLocker's eight by six, a product's five by five.</summary>
    internal static void Groups(ReadOnlySpan<char> text, int start, int end, List<SecretSpan> found)
    {
        var stop = Math.Min(text.Length, end + Near);
        for (var at = end; at < stop; at++)
        {
            if (!char.IsAsciiLetterOrDigit(text[at]) || char.IsAsciiLetterOrDigit(text[at - 1]))
                continue;
            var to = at;
            while (to < text.Length && (char.IsAsciiLetterOrDigit(text[to]) || text[to] == '-'))
                to++;
            if (IsIn(text[at..to], 8, 6, Figures) || IsIn(text[at..to], 5, 5, Capitals))
                found.Add(new(at, to, "key"));
            at = to;
        }
    }

    /// <summary>What is drawn in the rest of an address: a link that signs in, or changes a password.</summary>
    internal static void Link(ReadOnlySpan<char> text, int start, int end, List<SecretSpan> found)
    {
        var window = text[end..Math.Min(text.Length, end + LineMax)];
        var length = window.IndexOfAny(LinkEnds);
        var stop = end + (length < 0 ? window.Length : length);
        for (var at = end; at < stop; at++)
        {
            var to = at;
            while (to < stop && text[to] is not ('/' or '?' or '&' or '=' or '#'))
                to++;
            var part = text[at..to];
            if (part.Length >= 20 && part.ContainsAnyInRange('0', '9') && Randomness.IsRandom(part, 20))
                found.Add(new(at, to, "token"));
            at = to;
        }
    }

    /// <summary>The last word of a line of a key log, in hexadecimal.</summary>
    internal static void KeyLog(ReadOnlySpan<char> text, int start, int end, List<SecretSpan> found)
    {
        var stop = end + text[end..Letters.LineEnd(text, end, LineMax)].TrimEnd().Length;
        var from = stop;
        while (from > end && Uri.IsHexDigit(text[from - 1]))
            from--;
        if (stop - from >= 64)
            found.Add(new(from, stop, "key"));
    }

    /// <summary>What a state of Terraform holds of a password that was drawn: its type, and below it what came out.
    /// </summary>
    internal static void Result(ReadOnlySpan<char> text, int start, int end, List<SecretSpan> found)
    {
        const string Name = "\"result\":";
        var window = text[end..Math.Min(text.Length, end + 2_048)];
        if (
            IsBehind(text, start, ":")
            && window.IndexOf(Name, StringComparison.Ordinal) is var at and >= 0
            && TryLiteral(text, end + at + Name.Length, out var from, out var to)
        )
            found.Add(new(from, to, "password"));
    }

    /// <summary>The literal behind a name that is for salts; in a list, where columns are named too, a drawn one only.
    /// </summary>
    internal static void Salt(ReadOnlySpan<char> text, int start, int end, List<SecretSpan> found)
    {
        if (!TryLiteral(text, end, out var from, out var to))
            return;
        var value = text[from..to];
        var isSet = text[end - 1] == ':' || IsSet(text, start);
        if (isSet ? value.Length >= 6 : value.ContainsAnyInRange('0', '9') && IsDrawn(value, 16))
            found.Add(new(from, to, "password"));
    }

    /// <summary>Every drawn literal up to the closing bracket; of a wallet's accounts their private keys.</summary>
    internal static void Members(ReadOnlySpan<char> text, int start, int end, List<SecretSpan> found)
    {
        var isWallet = text[end - 1] == '[';
        var stop = Math.Min(text.Length, end + LineMax);
        for (var at = end; at < stop && text[at] is not (']' or '}'); at++)
        {
            if (!Quotes.TryRead(text, at, LineMax, out var from, out var to))
                continue;
            var value = text[from..to];
            if (
                isWallet
                    ? IsWalletKey(value)
                    : !value.Contains('.') && !SecretValue.IsAccount(value) && Randomness.IsRandom(value, 20)
            )
                found.Add(new(from, to, "member"));
            at = to;
        }
    }

    /// <summary>A router's neighbour: <c>neighbor 10.0.0.1 password x</c>.</summary>
    internal static void Neighbour(ReadOnlySpan<char> text, int start, int end, List<SecretSpan> found)
    {
        const string Word = " password ";
        var line = text[end..Letters.LineEnd(text, end, LineMax)].TrimEnd();
        var at = line.IndexOf(Word, StringComparison.Ordinal);
        if (at < 1 || line[..at].Contains(' '))
            return;
        at += Word.Length;
        if (at + 1 < line.Length && char.IsAsciiDigit(line[at]) && line[at + 1] == ' ')
            at += 2;
        if (
            at < line.Length
            && line[at] != '<'
            && SecretValue.IsOne(line[at..], NameKind.Password, ValueStyle.Line, '=')
        )
            found.Add(new(end + at, end + line.Length, "password"));
    }

    /// <summary>Lines <c>user:password</c> below cloud-init's <c>chpasswd:</c>.</summary>
    internal static void Accounts(ReadOnlySpan<char> text, int start, int end, List<SecretSpan> found)
    {
        var at = Letters.LineEnd(text, end, LineMax);
        for (var lines = 0; lines < CodeLinesMax && at + 1 < text.Length && text[at + 1] == ' '; lines++)
        {
            var from = at + 1;
            at = Letters.LineEnd(text, from, LineMax);
            var line = text[from..at].TrimEnd();
            var colon = line.IndexOf(':');
            if (colon < 1 || line[(colon + 1)..] is "" or [' ', ..] or "RANDOM" or "R")
                continue;
            if (SecretValue.IsOne(line[(colon + 1)..], NameKind.Password, ValueStyle.Line, '='))
                found.Add(new(from + colon + 1, from + line.Length, "password"));
        }
    }

    /// <summary>Drawn values of a browser's cookies in Netscape's form: seven fields, tabs between.</summary>
    internal static void CookieFile(ReadOnlySpan<char> text, int start, ref RowsBelow rows, List<SecretSpan> found)
    {
        rows.Begin(text, start);
        for (var lines = 0; lines < LinesMax && rows.TryRead(text, out var from, out var to); lines++)
        {
            var line = text[from..to].TrimEnd();
            var value = line.LastIndexOf('\t') + 1;
            if (value > 0 && line.Count('\t') == 6 && Randomness.IsRandom(line[value..], 16))
                found.Add(new(from + value, from + line.Length, "cookie"));
        }
    }

    /// <summary>The last field of a line of HeidiSQL's settings.</summary>
    internal static void LastField(ReadOnlySpan<char> text, int start, int end, List<SecretSpan> found)
    {
        const string Mark = "<|||>";
        var line = text[end..Letters.LineEnd(text, end, LineMax)].TrimEnd();
        var at = line.LastIndexOf(Mark, StringComparison.Ordinal) + Mark.Length;
        if (at >= Mark.Length && line.Length - at >= 4)
            found.Add(new(end + at, end + line.Length, "password"));
    }

    // What words alone are, a column's name or what to do with it, was not drawn.
    private static bool TryLiteral(ReadOnlySpan<char> text, int at, out int from, out int to) =>
        Quotes.TryRead(text, Letters.SkipBlanks(text, at), LineMax, out from, out to)
        && text[from..to] is var value
        && !value.Contains(' ')
        && SecretValue.IsOne(value, NameKind.Password, ValueStyle.Quoted, ':')
        && (SecretValue.IsTelling(value) || !Randomness.IsWords(value));

    // define('AUTH_SALT', …), update_option('auth_salt', …): the call's name before the first of its arguments.
    private static bool IsSet(ReadOnlySpan<char> text, int start)
    {
        var from = start;
        while (from > 0 && start - from < Near && Letters.IsWord(text[from - 1]))
            from--;
        var before = text[Math.Max(0, from - Near)..from];
        if (before.Length == 0 || before[^1] != '\'')
            return false;
        before = before[..^1].TrimEnd();
        if (before.Length == 0 || before[^1] != '(')
            return false;
        before = before[..^1].TrimEnd();
        var call = before.Length;
        while (call > 0 && char.IsAsciiLetter(before[call - 1]))
            call--;
        return before[call..] is "define" or "set" or "put" or "option";
    }

    private static bool IsBehind(ReadOnlySpan<char> text, int at, string mark) =>
        text[Math.Max(0, at - Near)..at].TrimEnd().EndsWith(mark, StringComparison.Ordinal);

    // 32 bytes in hexadecimal, or the 64 of a pair in base58; an address is shorter than either.
    private static bool IsWalletKey(ReadOnlySpan<char> value)
    {
        var digits = value.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? value[2..] : value;
        return digits.Length == 64 && Letters.IsHex(digits) && !Randomness.IsMonotone(digits)
            || value.Length is 87 or 88 && IsDrawn(value, 87);
    }

    private static bool IsDrawn(ReadOnlySpan<char> value, int lengthMin) =>
        Randomness.IsRandom(value, lengthMin) && !Randomness.IsUuid(value);

    private static bool IsGrouped(ReadOnlySpan<char> code)
    {
        foreach (var c in code)
        {
            if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '-')
                return false;
        }

        return true;
    }

    private static bool IsIn(ReadOnlySpan<char> key, int groups, int length, string signs)
    {
        if (key.Length != groups * (length + 1) - 1)
            return false;
        for (var at = 0; at < key.Length; at++)
        {
            if (at % (length + 1) == length ? key[at] != '-' : !signs.Contains(key[at], StringComparison.Ordinal))
                return false;
        }

        return true;
    }
}
