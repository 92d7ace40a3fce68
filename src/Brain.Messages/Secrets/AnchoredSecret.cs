using System.Buffers;

namespace Brain.Messages.Secrets;

/// <summary>
/// Secrets that no name stands beside and no form tells, but words that always stand before them: what a job masks,
/// what a script types at a prompt, a router's keys, a column of a dump.
/// </summary>
internal static class AnchoredSecret
{
    private const int Near = 160;
    private const int LineMax = 1_024;
    private const int LinesMax = 200;
    private const int CrackedLinesMax = 40;
    private const string Copy = "from stdin;";
    private const string CookieFile = "http cookie file";

    internal delegate void AnchorReader(ReadOnlySpan<char> text, int start, int end, List<SecretSpan> found);

    private static readonly (string Words, AnchorReader Read)[] Anchors =
    [
        ("::add-mask::", Rest),
        ("::set-output name=", Output),
        ("::save-state name=", Output),
        ("::set-env name=", Output),
        ("issecret=true", Masked),
        ("wifi:t:", Wifi),
        ("wifi:s:", Wifi),
        ("<password ", Element),
        (":password ", Element),
        ("<passphrase ", Element),
        ("<secret ", Element),
        (":secret ", Element),
        ("<token ", Element),
        ("sendline(", Typed),
        ("send_line(", Typed),
        ("send \"", Typed),
        ("send -- \"", Typed),
        ("isakmp key ", Key),
        (" md5 ", Numbered),
        (" enc ", Encoded),
        ("createuser ", SnmpUser),
        ("password v2\"=", Rest),
        (" password hash", Cracked),
        ("echo ", Piped),
        ("printf ", Piped),
        ("cf auth ", SecondWord),
        ("bw login ", SecondWord),
        ("/t/", Channel),
        ("digest username=", Digest),
        ("key[", Bytes),
        ("key: [", Bytes),
        ("key = [", Bytes),
        ("key=[", Bytes),
        ("key\": [", Bytes),
        ("key\":[", Bytes),
        ("keypair", Bytes),
        ("id.json", Bytes),
        ("keys: [", CookieKeys),
        ("basic_auth '", Pair),
        ("basic_auth \"", Pair),
        ("sp_addlogin '", Pair),
        ("recovery codes", AnchoredCode.Lines),
        ("backup codes", AnchoredCode.Lines),
        ("scratch codes", AnchoredCode.Lines),
        ("recovery key", AnchoredCode.Groups),
        ("product key", AnchoredCode.Groups),
        ("/ipk ", AnchoredCode.Groups),
        ("/magic", AnchoredCode.Link),
        ("/reset-password/", AnchoredCode.Link),
        ("/password-reset/", AnchoredCode.Link),
        ("/password/reset/", AnchoredCode.Link),
        ("client_random ", AnchoredCode.KeyLog),
        ("_traffic_secret", AnchoredCode.KeyLog),
        ("\"random_password\"", AnchoredCode.Result),
        ("signing_salt:", AnchoredCode.Salt),
        ("_salt',", AnchoredCode.Salt),
        ("accounts: [", AnchoredCode.Members),
        ("-oauth\":", AnchoredCode.Members),
        ("neighbor ", AnchoredCode.Neighbour),
        ("chpasswd:", AnchoredCode.Accounts),
        ("password<|||>", AnchoredCode.LastField),
    ];

    private static readonly SearchValues<string> All = SearchValues.Create(
        [.. Anchors.Select(anchor => anchor.Words), Copy, CookieFile],
        StringComparison.OrdinalIgnoreCase
    );

    // They take a secret from their input.
    private static readonly SearchValues<string> Receivers = SearchValues.Create(
        [
            " secret",
            "keystore",
            "-stdin",
            "passwd",
            " login",
            "credential",
            "kinit",
            "-pass",
            "sudo -s",
            "vault ",
            "encrypt",
            "cryptsetup",
        ],
        StringComparison.OrdinalIgnoreCase
    );

    private static readonly SearchValues<string> Prompts = SearchValues.Create(
        ["assword", "assphrase", "passcode"],
        StringComparison.OrdinalIgnoreCase
    );

    // What a list of bytes is the key of.
    private static readonly SearchValues<string> KeyNames = SearchValues.Create(
        ["network", "app", "nwk", "aes", "encr", "secret", "priv", "session", "master", "psk", "seed", "hmac", "sign"],
        StringComparison.OrdinalIgnoreCase
    );

    private static readonly SearchValues<string> Cookies = SearchValues.Create(
        ["session", "cookie"],
        StringComparison.OrdinalIgnoreCase
    );

    /// <summary>Adds all that the text has.</summary>
    /// <returns>How many characters were looked through below words that announce lines.</returns>
    internal static long Find(ReadOnlySpan<char> text, List<SecretSpan> found)
    {
        var (copied, cookies) = (default(RowsBelow), default(RowsBelow));
        for (var at = 0; text[at..].IndexOfAny(All) is var hit and >= 0; at += hit + 1)
        {
            foreach (var (words, read) in Anchors)
            {
                if (text[(at + hit)..].StartsWith(words, StringComparison.OrdinalIgnoreCase))
                    read(text, at + hit, at + hit + words.Length, found);
            }

            if (text[(at + hit)..].StartsWith(Copy, StringComparison.OrdinalIgnoreCase))
                Copied(text, at + hit, ref copied, found);
            else if (text[(at + hit)..].StartsWith(CookieFile, StringComparison.OrdinalIgnoreCase))
                AnchoredCode.CookieFile(text, at + hit, ref cookies, found);
        }

        return copied.Looked + cookies.Looked;
    }

    private static void Rest(ReadOnlySpan<char> text, int start, int end, List<SecretSpan> found)
    {
        var value = text[end..Letters.LineEnd(text, end, LineMax)].TrimEnd();
        Add(text, end, end + value.Length, NameKind.Password, found);
    }

    private static void Output(ReadOnlySpan<char> text, int start, int end, List<SecretSpan> found)
    {
        var line = text[end..Letters.LineEnd(text, end, LineMax)];
        var mark = line.IndexOf("::", StringComparison.Ordinal);
        if (mark > 0 && SecretName.Of(line[..mark]) is var kind && IsSecret(kind))
            Add(text, end + mark + 2, end + line.TrimEnd().Length, kind, found);
    }

    private static void Masked(ReadOnlySpan<char> text, int start, int end, List<SecretSpan> found)
    {
        var close = text[end..Letters.LineEnd(text, end, LineMax)].IndexOf(']');
        if (close >= 0)
            Rest(text, start, end + close + 1, found);
    }

    // WIFI:T:WPA;S:Office;P:x;; with \ before a mark that is meant.
    private static void Wifi(ReadOnlySpan<char> text, int start, int end, List<SecretSpan> found)
    {
        var line = text[end..Letters.LineEnd(text, end, LineMax)];
        var field = line.IndexOf(";P:", StringComparison.Ordinal);
        if (field < 0)
            return;
        var (from, to) = (field + 3, field + 3);
        while (to < line.Length && line[to] != ';')
            to += line[to] == '\\' ? 2 : 1;
        Add(text, end + from, end + Math.Min(to, line.Length), NameKind.Password, found);
    }

    // <Password Type="…">x</Password>
    private static void Element(ReadOnlySpan<char> text, int start, int end, List<SecretSpan> found)
    {
        if (text[start] == ':' && text[Math.Max(0, start - 24)..start].LastIndexOf('<') < 0)
            return;
        var rest = text[end..Math.Min(text.Length, end + LineMax)];
        var close = rest.IndexOfAny('<', '>');
        if (close < 1 || rest[close] == '<' || rest[close - 1] == '/')
            return;
        var length = rest[(close + 1)..].IndexOf('<');
        if (length > 0 && rest[(close + 1 + length)..].StartsWith("</", StringComparison.Ordinal))
            Add(text, end + close + 1, end + close + 1 + length, NameKind.Password, found);
    }

    // What a script types behind a prompt for a password: send "x\r"
    private static void Typed(ReadOnlySpan<char> text, int start, int end, List<SecretSpan> found)
    {
        if (text[Math.Max(0, start - Near)..start].IndexOfAny(Prompts) < 0)
            return;
        var quote = text[end - 1] == '"' ? end - 1 : Quotes.SkipPrefix(text, end);
        if (!Quotes.TryRead(text, quote, LineMax, out var from, out var to))
            return;
        while (to - from > 2 && text[to - 2] == '\\' && text[to - 1] is 'r' or 'n')
            to -= 2;
        Add(text, from, to, NameKind.Password, found);
    }

    // crypto isakmp key 6 x address …: a figure says how it is written.
    private static void Key(ReadOnlySpan<char> text, int start, int end, List<SecretSpan> found)
    {
        if (end + 1 < text.Length && char.IsAsciiDigit(text[end]) && text[end + 1] == ' ')
            end += 2;
        Add(text, end, WordEnd(text, end), NameKind.Password, found);
    }

    // message-digest-key 1 md5 x
    private static void Numbered(ReadOnlySpan<char> text, int start, int end, List<SecretSpan> found)
    {
        var before = text[Math.Max(0, start - Near)..start].TrimEnd("0123456789");
        if (before.Length < start - Math.Max(0, start - Near) && before.EndsWith("key ", StringComparison.Ordinal))
            Key(text, start, end, found);
    }

    // set psksecret ENC x
    private static void Encoded(ReadOnlySpan<char> text, int start, int end, List<SecretSpan> found)
    {
        var line = text[Letters.LineStart(text, start, Near)..start].TrimStart();
        if (text[(start + 1)..(end - 1)] is "ENC" && line.StartsWith("set ", StringComparison.Ordinal))
            Add(text, end, WordEnd(text, end), NameKind.Password, found);
    }

    // createUser bob SHA "x" AES "y"
    private static void SnmpUser(ReadOnlySpan<char> text, int start, int end, List<SecretSpan> found)
    {
        var stop = Letters.LineEnd(text, end, LineMax);
        var isNext = false;
        for (var at = end; at < stop;)
        {
            at = Letters.SkipBlanks(text, at);
            var (from, to) = Literal(text, at, stop);
            var word = text[from..to];
            if (isNext)
                Add(text, from, to, NameKind.Password, found);
            isNext =
                word.StartsWith("SHA", StringComparison.Ordinal)
                || word.StartsWith("AES", StringComparison.Ordinal)
                || word is "MD5" or "DES";
            at = Math.Max(at + 1, from > at ? to + 1 : to);
        }
    }

    // bob:x:1001:… and below: 1 password hash cracked
    private static void Cracked(ReadOnlySpan<char> text, int start, int end, List<SecretSpan> found)
    {
        if (!text[end..Math.Min(text.Length, end + 16)].Contains("cracked", StringComparison.Ordinal))
            return;
        var line = Letters.LineStart(text, start, LineMax);
        for (var lines = 0; lines < CrackedLinesMax && line > 0; lines++)
        {
            var stop = line - 1;
            line = Letters.LineStart(text, stop, LineMax);
            var colon = text[line..stop].IndexOf(':');
            if (colon < 1 || text[line] == '$')
                continue;
            var from = line + colon + 1;
            var length = text[from..stop].IndexOf(':');
            Add(text, from, length < 0 ? stop : from + length, NameKind.Password, found);
        }
    }

    // echo x | some-program secret put NAME
    private static void Piped(ReadOnlySpan<char> text, int start, int end, List<SecretSpan> found)
    {
        var stop = Letters.LineEnd(text, end, LineMax);
        var at = Letters.SkipBlanks(text, end);
        while (
            at + 2 < stop
            && (text[at] == '-' || text[at..].TrimStart("'\"").StartsWith("%s", StringComparison.Ordinal))
        )
            at = Letters.SkipBlanks(text, WordEnd(text, at, ' '));
        var (from, to) = Literal(text, at, stop);
        var bar = Letters.SkipBlanks(text, from > at ? to + 1 : to);
        var value = text[from..to];
        if (
            bar + 1 < stop
            && text[bar] == '|'
            && text[bar + 1] != '|'
            && value.Length >= 6
            && !value.ContainsAny("$` ")
            && SecretValue.IsTelling(value)
            && text[bar..stop].IndexOfAny(Receivers) >= 0
        )
            Add(text, from, to, NameKind.Password, found);
    }

    private static void SecondWord(ReadOnlySpan<char> text, int start, int end, List<SecretSpan> found)
    {
        var stop = Letters.LineEnd(text, end, LineMax);
        var (words, at) = (0, end);
        while (at < stop && words < 2)
        {
            at = Letters.SkipBlanks(text, at);
            var (from, to) = Literal(text, at, stop);
            if (from < stop && text[from] != '-' && ++words == 2 && SecretValue.IsTelling(text[from..to]))
                Add(text, from, to, NameKind.Password, found);
            at = Math.Max(at + 1, from > at ? to + 1 : to);
        }
    }

    // https://host/t/TOKEN/channel
    private static void Channel(ReadOnlySpan<char> text, int start, int end, List<SecretSpan> found)
    {
        var before = text[Math.Max(0, start - Near)..start];
        var scheme = before.LastIndexOf("://", StringComparison.Ordinal);
        if (scheme < 0 || before[(scheme + 3)..].ContainsAny("/ \n\"'"))
            return;
        var length = text[end..Math.Min(text.Length, end + Near)].IndexOfAny('/', ' ', '\n');
        if (
            length >= 16
            && text[end..(end + length)] is var segment
            && segment.ContainsAnyInRange('0', '9')
            && (Randomness.IsRandom(segment, 16) || segment.StartsWith("tk-", StringComparison.Ordinal))
        )
            found.Add(new(end, end + length, "token"));
    }

    // COPY t (id, token) FROM stdin; and rows with tabs between.
    private static void Copied(ReadOnlySpan<char> text, int start, ref RowsBelow rows, List<SecretSpan> found)
    {
        if (rows.HasRead(start))
            return;
        var head = text[Math.Max(0, start - LineMax)..start].TrimEnd();
        var open = head.LastIndexOf('(');
        if (open < 0 || head[^1] != ')')
            return;
        var columns = new List<NameKind>();
        foreach (var range in head[(open + 1)..^1].Split(','))
            columns.Add(SecretName.Of(head[(open + 1)..^1][range].Trim(" \"\n")));
        if (!columns.Exists(IsSecret))
            return;
        rows.Begin(text, start);
        for (var lines = 0; lines < LinesMax && rows.TryRead(text, out var from, out var to); lines++)
        {
            if (text[from..to].StartsWith("\\.", StringComparison.Ordinal))
                return;
            if (IsHead(text[from..to]))
            {
                rows.Leave(from);
                return;
            }

            Row(text, (from, to), columns, found);
        }
    }

    // Another table's: no row, in which the words would stand behind a tab.
    private static bool IsHead(ReadOnlySpan<char> line) =>
        line.IndexOf(Copy, StringComparison.OrdinalIgnoreCase) is var words and >= 0
        && !line[..words].Trim().Contains('\t');

    private static void Row(
        ReadOnlySpan<char> text,
        (int From, int To) row,
        List<NameKind> columns,
        List<SecretSpan> found
    )
    {
        var place = 0;
        foreach (var range in text[row.From..row.To].Split('\t'))
        {
            if (place == columns.Count)
                return;
            var (offset, length) = range.GetOffsetAndLength(row.To - row.From);
            if (columns[place++] is var kind && IsSecret(kind))
                Add(text, row.From + offset, row.From + offset + length, kind, found);
        }
    }

    private static void Digest(ReadOnlySpan<char> text, int start, int end, List<SecretSpan> found)
    {
        const string Response = "response=\"";
        var line = text[end..Letters.LineEnd(text, end, LineMax)];
        var at = line.IndexOf(Response, StringComparison.Ordinal);
        if (at < 0)
            return;
        at += Response.Length;
        var length = line[at..].IndexOf('"');
        if (length >= 16)
            found.Add(new(end + at, end + at + length, "digest"));
    }

    // APPKEY[16] = { 0x2B, … }, network_key: [12, …], a key pair as a list of 64 numbers.
    private static void Bytes(ReadOnlySpan<char> text, int start, int end, List<SecretSpan> found)
    {
        var from = start;
        while (from > 0 && start - from < 40 && Letters.IsJoined(text[from - 1]))
            from--;
        var isPair = text[start] is 'i' or 'I' || end - start == "keypair".Length;
        var name = text[from..Math.Min(text.Length, start + 3)];
        if (!isPair && SecretName.Of(name) is NameKind.None or NameKind.Weak && name.IndexOfAny(KeyNames) < 0)
            return;
        var window = text[start..Math.Min(text.Length, start + 64)];
        var open = window.IndexOf('{') is var brace and >= 0 ? brace : window.LastIndexOf('[');
        if (open < 0)
            return;
        var (first, last, count) = Numbers(text, start + open + 1);
        if (isPair ? count == 64 : count is 16 or 24 or 32 or 64)
            found.Add(new(first, last, "key"));
    }

    // Numbers of a byte each, up to what closes their list.
    private static (int First, int Last, int Count) Numbers(ReadOnlySpan<char> text, int at)
    {
        var (first, last, count) = (0, 0, 0);
        while (at < text.Length && count <= 64)
        {
            at = Letters.SkipSpace(text, at);
            var from = at;
            while (at < text.Length && char.IsAsciiLetterOrDigit(text[at]))
                at++;
            if (!IsByte(text[from..at]))
                break;
            if (count++ == 0)
                first = from;
            last = at;
            at = Letters.SkipSpace(text, at);
            if (at >= text.Length || text[at] != ',')
                break;
            at++;
        }

        at = Letters.SkipSpace(text, at);
        return at < text.Length && text[at] is ']' or '}' ? (first, last, count) : default;
    }

    private static bool IsByte(ReadOnlySpan<char> number) =>
        number.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            ? number.Length is 3 or 4 && Letters.IsHex(number[2..])
            : byte.TryParse(number, System.Globalization.CultureInfo.InvariantCulture, out _);

    // cookieSession({ keys: ['x', 'y'] })
    private static void CookieKeys(ReadOnlySpan<char> text, int start, int end, List<SecretSpan> found)
    {
        if (text[Math.Max(0, start - Near)..start].IndexOfAny(Cookies) < 0)
            return;
        var stop = Math.Min(text.Length, end + LineMax);
        for (var at = end; at < stop && text[at] is not ']'; at++)
        {
            if (!Quotes.TryRead(text, at, LineMax, out var from, out var to))
                continue;
            if (to - from >= 12)
                Add(text, from, to, NameKind.Key, found);
            at = to;
        }
    }

    // basic_auth 'bob', 'x'
    private static void Pair(ReadOnlySpan<char> text, int start, int end, List<SecretSpan> found)
    {
        if (!Quotes.TryRead(text, end - 1, LineMax, out _, out var close))
            return;
        var comma = Letters.SkipBlanks(text, close + 1);
        if (comma >= text.Length || text[comma] != ',')
            return;
        if (Quotes.TryRead(text, Letters.SkipBlanks(text, comma + 1), LineMax, out var from, out var to))
            Add(text, from, to, NameKind.Password, found);
    }

    private static (int From, int To) Literal(ReadOnlySpan<char> text, int at, int stop) =>
        Quotes.TryRead(text, at, LineMax, out var from, out var to) && to <= stop
            ? (from, to)
            : (at, WordEnd(text, at));

    private static int WordEnd(ReadOnlySpan<char> text, int at, char also = '|')
    {
        while (at < text.Length && !char.IsWhiteSpace(text[at]) && text[at] != also && text[at] is not ';')
            at++;
        return at;
    }

    private static bool IsSecret(NameKind kind) =>
        kind is not (NameKind.None or NameKind.Authorization or NameKind.Cookie or NameKind.Weak);

    private static void Add(ReadOnlySpan<char> text, int from, int to, NameKind kind, List<SecretSpan> found)
    {
        if (from < to && SecretValue.IsOne(text[from..to], kind, ValueStyle.Line, '='))
            found.Add(new(from, to, "password"));
    }
}
