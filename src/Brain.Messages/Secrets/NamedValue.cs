namespace Brain.Messages.Secrets;

/// <summary>How a value stands beside its name: the looser, the more it must look like a secret itself.</summary>
internal enum ValueStyle
{
    /// <summary>A literal between quotes.</summary>
    Quoted,

    /// <summary>The whole rest of a line that begins with the name, or an argument.</summary>
    Line,

    /// <summary>Some characters in code, a query, a list.</summary>
    Bare,

    /// <summary>In prose, a table, a call: the name may be about something else.</summary>
    Loose,
}

/// <summary>A value and where it stands.</summary>
/// <param name="Start">Its first character.</param>
/// <param name="End">The character after its last.</param>
/// <param name="Style">How it stands beside its name.</param>
/// <param name="Mark">What stood between: <c>=</c>, <c>:</c>, or another.</param>
internal readonly partial record struct NamedValue(int Start, int End, ValueStyle Style, char Mark)
{
    // Of a value that is not one after all, no more than this is read: a text of names alone stays linear.
    private const int ReadMax = 512;
    private const int BareMax = 256;
    private const int LaterMax = 60;

    /// <summary>The mark of <c>NAME=value</c> as environments have it: without blanks, the name in capitals.</summary>
    internal const char Environment = 'E';

    /// <summary>There is one.</summary>
    internal bool IsThere => End > Start;

    /// <summary>The value beside the name that ends at <paramref name="end"/>.</summary>
    internal static NamedValue Beside(ReadOnlySpan<char> text, int start, int end)
    {
        var isQuoted = Quotes.TryClose(text, end, out var at);
        // ${NAME} is where a value comes from; what follows it is another's.
        if (at < text.Length && text[at] == '}' && start > 1 && text[start - 1] == '{' && text[start - 2] == '$')
            return default;
        if (at < text.Length && text[at] is ']' or '}')
        {
            at++;
            isQuoted |= Quotes.TryClose(text, at, out at);
        }

        if (at + 1 < text.Length && text[at] == '/' && start > 0 && text[start - 1] == '/')
        {
            at += text[at + 1] == 'i' ? 2 : 1; // /password/i
            isQuoted = true;
            if (at >= text.Length || text[at] != ')')
                return default;
        }

        if (at < text.Length && text[at] == '*' && start > 0 && text[start - 1] == '*')
            at++;
        var mark = Letters.SkipBlanks(text, at);
        if (mark >= text.Length)
            return default;
        var next = mark + 1 < text.Length ? text[mark + 1] : '\0';
        return text[mark] switch
        {
            '=' => Assigned(text, start, AfterEquals(text, mark), '='),
            '?' or '.' or '+' or '!' or ':' or '|' when Operator(text, mark) is var past and > 0 => Assigned(
                text,
                start,
                past,
                '='
            ),
            '[' when Subscript(text, mark) is var past and > 0 => Assigned(text, start, past, '='),
            ':' when next == ':' => default,
            ':' when next == '-' => Until(text, mark + 2, "}\n", '-'),
            ':' => Assigned(text, start, AfterType(text, mark + 1, out var typed), typed ? '=' : ':'),
            '>' when isQuoted || (start > 0 && text[start - 1] is '<' or ':') => Until(text, mark + 1, "<", '>') with
            {
                Style = ValueStyle.Quoted,
            },
            '<' when text[mark..].StartsWith("</key>", StringComparison.Ordinal) => InNextElement(
                text,
                mark + "</key>".Length
            ),
            ',' => Argument(
                text,
                mark,
                isQuoted
                    || (start > 0 && text[start - 1] is ':' or '{')
                    || text[start..end].StartsWith("CURLOPT_", StringComparison.Ordinal)
            ),
            '(' when IsSetter(text[start..end]) => Argument(text, mark, isQuoted),
            '|' when next == '|' => Fallback(text, mark + 2),
            '?' when next == '?' => Fallback(text, mark + 2),
            '|' => Until(text, mark + 1, "|\n", '|'),
            '{' when isQuoted => Default(text, mark),
            '{' => Argument(text, mark),
            ')' when isQuoted && AfterCall(text, mark) is { IsThere: true } fallback => fallback,
            ')' => Comparison.After(text, mark),
            '%' when text[mark..] is ['%', '3', 'D' or 'd', ..] => Until(text, mark + 3, "%&\"' \n\r;<", '&') with
            {
                Style = ValueStyle.Bare,
            },
            '：' => Assigned(text, start, mark + 1, ':'),
            '<' when IsUpper(text[start..]) && text[mark..].StartsWith("<<<", StringComparison.Ordinal) => Assigned(
                text,
                start,
                mark + 3,
                '='
            ),
            '<' when next == '-' => Assigned(text, start, mark + 2, '='),
            _ when mark > end && start > 0 && text[start - 1] == '<' => InElement(text, mark),
            _ => Spaced(text, start, end, mark, isQuoted),
        };
    }

    /// <summary>A literal or bare value that begins at a place.</summary>
    internal static NamedValue At(ReadOnlySpan<char> text, int at, ValueStyle style, char mark)
    {
        at = Quotes.SkipPrefix(text, at);
        if (Quotes.TryRead(text, at, ReadMax, out var from, out var to))
            return new(from, to, ValueStyle.Quoted, mark);
        var end = BareEnd(text, at, style == ValueStyle.Line);
        return new(at, end == at + 4 ? EndOfFours(text, end) : end, style, mark);
    }

    // qjzv wkhf xrbn ptmc: a password of four words is read whole.
    private static int EndOfFours(ReadOnlySpan<char> text, int end)
    {
        var whole = end + 15;
        return
            whole <= text.Length
            && SecretValue.IsAppPassword(text[(end - 4)..whole])
            && (whole == text.Length || !Letters.IsWord(text[whole]))
            ? whole
            : end;
    }

    private static NamedValue Assigned(ReadOnlySpan<char> text, int nameStart, int at, char mark)
    {
        var from = Letters.SkipBlanks(text, at);
        if (from < text.Length && text[from] is '\r' or '\n')
            return mark != ':' ? Continued(text, from, mark)
                : Block.Below(text, nameStart, from) is { IsThere: true } below ? below
                : BeginsLine(text, nameStart) ? Under(text, from)
                : default;
        if (mark == ':' && from < text.Length && text[from] is '|' or '>' && Block.IsHeader(text, from))
            return Block.Below(text, nameStart, Letters.LineEnd(text, from, ReadMax));
        if (mark == ':')
            from = Block.SkipTag(text, from);
        if (Call(text, from) is { IsThere: true } wrapped)
            return wrapped with { Mark = mark };
        // "Password: " is a whole text by itself: the quote after it closes what was opened before the name.
        if (
            from < text.Length
            && nameStart > 0
            && text[from] is '"' or '\'' or '`'
            && text[nameStart - 1] == text[from]
            && text[nameStart..from].IndexOf(text[from]) < 0
        )
            return default;
        var value = At(text, from, ValueStyle.Bare, mark);
        if (value.Style == ValueStyle.Quoted || !BeginsLine(text, nameStart) || IsMember(text[nameStart..]))
            return value;
        // The name begins its line: everything to the next blank is the value, when nothing but a comment follows.
        var whole = BareEnd(text, from, isLine: true);
        var rest = Letters.SkipBlanks(text, whole);
        return
            rest >= text.Length
            || whole - from >= BareMax
            || text[rest] is '\r' or '\n' or '#'
            || text[rest..].StartsWith("//", StringComparison.Ordinal)
            ? new(
                from,
                Trimmed(text, from, whole),
                ValueStyle.Line,
                IsOfEnvironment(text[nameStart..at], text[from..whole], from == at) ? Environment : mark
            )
            : value;
    }

    // DB_PASSWORD=x without blanks; DB_PASSWORD: x as a map of YAML has it. But not CONFIRM_PASSWORD: x, which is what
    // people are asked, nor x, and MadeOfWords, which are a variable and a type, nor TOKEN_KIND_FREE: Free.
    private static bool IsOfEnvironment(ReadOnlySpan<char> name, ReadOnlySpan<char> value, bool isNext)
    {
        if (!IsUpper(name))
            return false;
        if (isNext || name[^1] != ':' || value.Length < 2)
            return isNext;
        var joint = name.IndexOf('_');
        return joint > 0
            && !Asked.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name[..joint])
            && value[^1] is not (',' or ';')
            && !name.Contains(value, StringComparison.OrdinalIgnoreCase)
            && (value.ContainsAnyInRange('0', '9') || !value[1..].ContainsAnyInRange('A', 'Z'));
    }

    private static readonly HashSet<string> Asked =
    [
        "CONFIRM",
        "CHANGE",
        "CHANGED",
        "ENTER",
        "NEW",
        "OLD",
        "CURRENT",
        "REPEAT",
        "RETYPE",
        "UPDATE",
        "RESET",
        "FORGOT",
        "WRONG",
        "INCORRECT",
        "WEAK",
        "LABEL",
        "ERROR",
        "ERR",
        "MSG",
        "TYPE",
        "FIELD",
        "NO",
        "EMPTY",
        "BLANK",
        "EXPIRED",
        "REVOKED",
        "REJECTED",
        "SHORT",
        "LONG",
        "TOO",
        "BAD",
        "MISSING",
        "REQUIRED",
        "UNKNOWN",
        "MALFORMED",
        "MISMATCHED",
        "UNMATCHED",
        "REUSED",
        "LOST",
        "CHOOSE",
        "YOUR",
        "HINT",
        "TITLE",
        "PLACEHOLDER",
    ];

    // A member of an object is given a variable, or a literal in quotes.
    private static bool IsMember(ReadOnlySpan<char> name) =>
        name.StartsWith("self.", StringComparison.Ordinal)
        || name.StartsWith("this.", StringComparison.Ordinal)
        || name.StartsWith("cls.", StringComparison.Ordinal);

    private static bool IsUpper(ReadOnlySpan<char> name)
    {
        var end = 0;
        while (end < name.Length && Letters.IsJoined(name[end]))
            end++;
        return !name[..end].ContainsAnyInRange('a', 'z');
    }

    private static int Trimmed(ReadOnlySpan<char> text, int from, int end)
    {
        while (end > from && text[end - 1] is ';' or ',' or '"' or '\'' or '`' or '\\')
            end--;
        return end;
    }

    private static NamedValue Continued(ReadOnlySpan<char> text, int at, char mark)
    {
        var next = Quotes.SkipPrefix(text, Letters.SkipSpace(text, at));
        return Quotes.TryRead(text, next, ReadMax, out var from, out var to)
            ? new(from, to, ValueStyle.Quoted, mark)
            : default;
    }

    // SecretStr("x"), String.valueOf("x"): a literal in one call. Lookups are not.
    private static NamedValue Call(ReadOnlySpan<char> text, int at)
    {
        if (text[at..].StartsWith("new ", StringComparison.Ordinal))
            at += 4;
        var end = at;
        while (end < text.Length && end - at < 60 && (Letters.IsJoined(text[end]) || text[end] == ':'))
            end++;
        if (end == at || end >= text.Length || text[end] != '(')
            return default;
        var called = text[at..end];
        var last = called[(called.LastIndexOfAny('.', ':') + 1)..];
        if (
            last.Length == 0
            || (
                !char.IsAsciiLetterUpper(last[0])
                && last
                    is not (
                        "valueOf"
                        or "from"
                        or "of"
                        or "str"
                        or "bytes"
                        or "string"
                        or "create"
                        or "parse"
                        or "b64decode"
                    )
            )
        )
            return default;
        if (
            called.Contains("env", StringComparison.OrdinalIgnoreCase)
            || called.Contains("get", StringComparison.OrdinalIgnoreCase)
            || called.Contains("input", StringComparison.OrdinalIgnoreCase)
            || called.Contains("prompt", StringComparison.OrdinalIgnoreCase)
            || called.Contains("read", StringComparison.OrdinalIgnoreCase)
            || called.Contains("find", StringComparison.OrdinalIgnoreCase)
        )
            return default;
        var literal = Quotes.SkipPrefix(text, Letters.SkipBlanks(text, end + 1));
        return Quotes.TryRead(text, literal, ReadMax, out var from, out var to)
            ? new(from, to, ValueStyle.Loose, '(')
            : default;
    }

    // ("name", "value") and name("value").
    internal static NamedValue Argument(ReadOnlySpan<char> text, int mark, bool isQuoted = true)
    {
        if (text[mark] == ',' && !isQuoted)
            return default;
        var at = Letters.SkipSpace(text, mark + 1);
        if (text[mark] == ',' && Attribute(text, at) is { IsThere: true } value)
            return value;
        at = Quotes.SkipPrefix(text, at);
        return Quotes.TryRead(text, at, ReadMax, out var from, out var to)
            ? new(
                from,
                to,
                text[mark] == ',' && IsConstant(text, mark) ? ValueStyle.Quoted : ValueStyle.Loose,
                text[mark]
            )
            : default;
    }

    // define('DB_PASSWORD', …), setenv("DB_PASSWORD", …): the name before the comma is that of a constant.
    private static bool IsConstant(ReadOnlySpan<char> text, int mark)
    {
        var name = text[Math.Max(0, mark - SecretName.LengthMax)..mark].TrimEnd("\"' ");
        var start = name.LastIndexOfAny('"', '\'');
        return start >= 0 && name[(start + 1)..].Contains('_') && !name[(start + 1)..].ContainsAnyInRange('a', 'z');
    }

    // setPassword("…"), .apiKey("…"), AzureKeyCredential("…"), but not passValue("…").
    private static bool IsSetter(ReadOnlySpan<char> name) =>
        name.EndsWith("password", StringComparison.OrdinalIgnoreCase)
        || name.EndsWith("passwd", StringComparison.OrdinalIgnoreCase)
        || name.EndsWith("pwd", StringComparison.OrdinalIgnoreCase)
        || name.EndsWith("secret", StringComparison.OrdinalIgnoreCase)
        || name.EndsWith("token", StringComparison.OrdinalIgnoreCase)
        || name.EndsWith("key", StringComparison.OrdinalIgnoreCase)
        || name.EndsWith("credential", StringComparison.OrdinalIgnoreCase)
        || name.EndsWith("credentials", StringComparison.OrdinalIgnoreCase)
        || name.EndsWith("auth", StringComparison.OrdinalIgnoreCase)
        || name.EndsWith("mnemonic", StringComparison.OrdinalIgnoreCase)
        || name.EndsWith("phrase", StringComparison.OrdinalIgnoreCase);

    private static NamedValue Fallback(ReadOnlySpan<char> text, int at) =>
        Quotes.TryRead(text, Letters.SkipBlanks(text, at), ReadMax, out var from, out var to)
            ? new(from, to, ValueStyle.Loose, '|')
            : default;

    // getenv("DB_PASSWORD") || "…", fetch("DB_PASSWORD") { "…" }, getByLabel("Password"), "…".
    private static NamedValue AfterCall(ReadOnlySpan<char> text, int mark)
    {
        var at = Letters.SkipBlanks(text, mark + 1);
        if (at + 1 >= text.Length)
            return default;
        return text[at] switch
        {
            ',' or '{' => Fallback(text, at + 1),
            '|' or '?' when text[at + 1] == text[at] => Fallback(text, at + 2),
            _ => default,
        };
    }

    // variable "db_password" { default = "…" }
    private static NamedValue Default(ReadOnlySpan<char> text, int at)
    {
        var window = text[at..Math.Min(text.Length, at + 300)];
        var close = window.IndexOf('}');
        var hit = (close < 0 ? window : window[..close]).IndexOf("default", StringComparison.Ordinal);
        if (hit < 0)
            return default;
        var mark = Letters.SkipBlanks(text, at + hit + "default".Length);
        return mark < text.Length && text[mark] == '='
            ? At(text, Letters.SkipBlanks(text, mark + 1), ValueStyle.Bare, '=')
            : default;
    }

    // {"name": "DB_PASSWORD", "value": "…"}, <add key="Password" value="…"/>, - name: DB_PASSWORD ⏎ value: …
    private static NamedValue Attribute(ReadOnlySpan<char> text, int at)
    {
        if (at < text.Length && text[at] is '"' or '\'')
            at++;
        if (text[at..].StartsWith("/>", StringComparison.Ordinal))
        {
            at = Letters.SkipSpace(text, at + 2);
            if (at >= text.Length || text[at] != '<')
                return default;
            at++;
        }

        var length =
            text[at..].StartsWith("value", StringComparison.OrdinalIgnoreCase) ? "value".Length
            : text[at..].StartsWith("default", StringComparison.OrdinalIgnoreCase) ? "default".Length
            : text[at..].StartsWith("with:", StringComparison.Ordinal) ? "with".Length
            : 0;
        if (length == 0)
            return default;
        at += length;
        if (at < text.Length && text[at] is '"' or '\'')
            at++;
        at = Letters.SkipBlanks(text, at);
        if (at >= text.Length || text[at] is not (':' or '='))
            return default;
        return At(text, Letters.SkipBlanks(text, at + 1), ValueStyle.Line, text[at]);
    }

    // <Pass encoding="base64">…</Pass>; what stands in an attribute is its own.
    private static NamedValue InElement(ReadOnlySpan<char> text, int at)
    {
        var open = text[at..Math.Min(text.Length, at + 160)].IndexOfAny('>', '<');
        return open <= 0 || text[at + open] == '<' || text[at + open - 1] == '/'
            ? default
            : Until(text, at + open + 1, "<", '>') with
            {
                Style = ValueStyle.Quoted,
            };
    }

    private static NamedValue InNextElement(ReadOnlySpan<char> text, int at)
    {
        at = Letters.SkipSpace(text, at);
        var open = at < text.Length && text[at] == '<' ? text[at..Math.Min(text.Length, at + 40)].IndexOf('>') : -1;
        return open < 0 ? default : Until(text, at + open + 1, "<", '>') with { Style = ValueStyle.Quoted };
    }

    private static NamedValue Until(ReadOnlySpan<char> text, int at, string stops, char mark)
    {
        if (mark == '>' && text[at..].TrimStart().StartsWith("<value>", StringComparison.OrdinalIgnoreCase))
            at += text[at..].IndexOf('>') + 1;
        var window = text[at..Math.Min(text.Length, at + ReadMax * 4)];
        var stop = window.IndexOfAny(stops);
        var end = stop < 0 ? at + window.Length : at + stop;
        while (at < end && text[at] is ' ' or '\t' or '`' or '*' or '\r' or '\n')
            at++;
        while (end > at && text[end - 1] is ' ' or '\t' or '`' or '*' or '\r' or '\n')
            end--;
        return mark == '>' && at < end && text[at] == '{' && text[end - 1] == '}'
            ? new(Last(text, at + 1, end - 1), end - 1, ValueStyle.Loose, mark)
            : new(at, end, ValueStyle.Loose, mark);
    }

    // {AQAAABAAA …}: how a build server writes what it has encrypted; the last word between the braces, when it was
    // drawn.
    private static int Last(ReadOnlySpan<char> text, int from, int end)
    {
        var word = from + text[from..end].LastIndexOf(' ') + 1;
        return Prose.IsDrawn(text[word..end]) ? word : from - 1;
    }

    /// <summary>The same value to its real end: what was judged to be a secret may be longer than what was read to
    /// judge it.</summary>
    internal NamedValue Whole(ReadOnlySpan<char> text)
    {
        if (Style == ValueStyle.Quoted || End - Start < BareMax - 1)
            return this;
        var end = End;
        while (
            end < text.Length && !char.IsWhiteSpace(text[end]) && text[end] is not ('"' or '\'' or '`' or '<' or '\\')
        )
            end++;
        return this with { End = end };
    }

    // To the next blank at the latest. On a line of its own most marks belong to the value.
    private static int BareEnd(ReadOnlySpan<char> text, int at, bool isLine)
    {
        var end = at;
        for (; end < text.Length && end - at < BareMax; end++)
        {
            var c = text[end];
            if (char.IsWhiteSpace(c) || c is '\0')
                break;
            if (c == '\\' && end + 1 < text.Length && text[end + 1] is 'n' or 'r' or '"' or '\'')
                break;
            if (!isLine && c is '"' or '\'' or '`' or ';' or ',' or ')' or ']' or '}' or '>' or '<' or '|' && end > at)
                break;
            if (!isLine && c == '&' && IsNextPair(text, end + 1))
                break;
            if (isLine && c == ';' && IsNextPair(text, end + 1))
                break;
        }

        while (
            end > at
            && text[end - 1] is '.' or ',' or '!'
            && !isLine
            && (end == text.Length || char.IsWhiteSpace(text[end]))
        )
            end--;
        return end;
    }

    private static bool IsNextPair(ReadOnlySpan<char> text, int at)
    {
        var end = at;
        while (end < text.Length && end - at < 40 && (Letters.IsJoined(text[end]) || text[end] == ' '))
            end++;
        return end == text.Length
            || (end > at && text[end] == '=')
            || (end == at && text[end] is '&' or '"' or '\'' or '\n');
    }
}
