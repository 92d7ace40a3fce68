using System.Runtime.InteropServices;

namespace Brain.Messages.Secrets;

/// <summary>
/// The one pass over a text: from word to word, and at each what the word or the mark after it can mean.
/// </summary>
internal static class SecretScan
{
    private const int TokenMin = 16;
    private const int LettersMax = 32;
    private const int BlobMin = 256;
    private const int KeyOfIdLength = 40;
    private const int WordsMin = 8;

    /// <summary>All that is found, in no order, one perhaps over another.</summary>
    internal static List<SecretSpan> Run(ReadOnlySpan<char> text)
    {
        var found = new List<SecretSpan>();
        KeyBlock.Find(text, found);
        KubernetesSecret.Find(text, found);
        AnchoredSecret.Find(text, found);
        var seen = default(SeenAhead);
        for (var at = 0; at < text.Length;)
        {
            var c = text[at];
            if (Letters.IsWord(c))
            {
                var end = at + NameStems.EndOfWord(text[at..], out var hasDigit, out var mayBeName);
                at =
                    !mayBeName && IsPlain(text, at, end, seen)
                        ? end
                        : Word(text, new(at, end, hasDigit, mayBeName), found, ref seen);
            }
            else if (c == ':' && at + 2 < text.Length && text[at + 1] == '/' && text[at + 2] == '/')
                at = Address.Find(text, at, found);
            else if (c is '$' or '{')
                at = PasswordHash.Find(text, at, found);
            else if (c == '\\' && at + 1 < text.Length)
                at += text[at + 1] is 'n' or 't' or 'r' or '"' ? 2 : 1;
            else
                at++;
        }

        return found;
    }

    private static int Word(ReadOnlySpan<char> text, TextWord word, List<SecretSpan> found, ref SeenAhead seen)
    {
        var (start, end, hasDigit, mayBeName) = word;
        if (Blob(text, word, found, ref seen) is var blob and > 0)
            return blob;
        if (text[start] > '\u2fff' && UnspacedName.Find(text, start, end, found) is var unspaced and > 0)
            return unspaced;
        var stop = end;
        while (text[stop - 1] is '.' or '-')
            stop--;
        var goesOn = end < text.Length && text[end] is '+' or '/' or '=' or '~' or '$';
        if (
            (
                goesOn
                || stop - start >= TokenMin
                    && (stop - start >= LettersMax || hasDigit || KnownTokens.MayBegin(text, start))
            )
            && Token(text, start, stop, found) is var after and > 0
        )
            return after;
        if (end < text.Length && text[end] == '~' && Azure(text, start, end, found) is var secret and > 0)
            return secret;
        if (stop - start is >= 2 and <= CommandOptions.NameMax)
        {
            if (
                text[start] is 'B' or 'b' or 'T' or 'N'
                && stop - start is 5 or 6 or 9
                && Scheme(text, start, stop, found) is var past and > 0
            )
                return past;
            if (
                end + 1 < text.Length
                && (text[end] == ' ' || (text[end] is '"' or '\'' && text[end + 1] == ','))
                && (char.IsAsciiLetterLower(text[start]) || text[start] == '7')
            )
                Command.Find(text, start, stop, found);
        }

        if (Login.IsWord(text[start..stop]))
            Login.Find(text, start, stop, found);
        if (end < text.Length && Placed(text, start, stop, end, found) is var placed and > 0)
            return placed;
        if (end + 1 < text.Length && text[end] == ':' && PasswordFile.Find(text, start, found) is var line and > 0)
            return line;

        return
            stop - start <= SecretName.LengthMax
            && stop - start >= 2
            && mayBeName
            && MayBeNamed(text, stop)
            && Named(text, start, stop, found, ref seen) is var next and > 0
            ? Math.Max(next, end)
            : end;
    }

    // Nearly all words: too short for a token, none that anything begins with, and nothing behind them that makes them
    // more than a word.
    private static bool IsPlain(ReadOnlySpan<char> text, int start, int end, SeenAhead seen)
    {
        if (end - start >= TokenShape.RunMin)
            return false;
        var isPlain = end == text.Length
            || text[end] switch
            {
                '(' or '~' => false,
                '"' or '\'' or '\\' => end - start > 2,
                ':' => end + 1 == text.Length
                    || !(char.IsAsciiDigit(text[end + 1]) || text[end + 1] == '*' || text[start] == 'j'),
                '/' or '+' => start < seen.ShortBlob && !KnownTokens.MayBegin(text, start),
                '=' or '$' => !KnownTokens.MayBegin(text, start),
                _ => true,
            };
        if (!isPlain)
            return false;
        while (text[end - 1] is '.' or '-')
            end--;
        return !OpeningWords.MayBe(text[start..end]);
    }

    // What says by its place that a secret follows: a call, a tuple, a clause of SQL, a member of a key.
    private static int Placed(ReadOnlySpan<char> text, int start, int stop, int end, List<SecretSpan> found)
    {
        var word = text[start..stop];
        if (
            stop == end
            && (text[end] == '(' || (text[end - 1] == 'h' && word.EndsWith("auth", StringComparison.Ordinal)))
        )
            CallArguments.Find(text, start, end, found);
        if (
            text[end] == '('
            && Comparison.Subject(word) is { Length: >= 2 } subject
            && SecretName.Of(subject) is NameKind.Password or NameKind.Key
        )
        {
            var value = NamedValue.Argument(text, end);
            if (
                value.IsThere
                && SecretValue.IsOne(text[value.Start..value.End], SecretName.Of(subject), ValueStyle.Loose, '=')
            )
                found.Add(new(value.Start, value.End, "password"));
        }

        if (
            text[end] == '('
            && Comparison.OfGetter(text, word, end) is { Value.IsThere: true } got
            && got.Kind != NameKind.None
            && SecretValue.IsOne(text[got.Value.Start..got.Value.End], got.Kind, got.Value.Style, got.Value.Mark)
        )
            found.Add(new(got.Value.Start, got.Value.End, "password"));
        if (text[end] == '(' && word is "tcp" or "unix" && start > 0 && text[start - 1] == '@')
            Address.Dsn(text, start - 1, found);
        if (text[end] == ' ' && text[start] == 'C' && word is "ConvertTo-SecureString")
            Command.Argument(text, end, found);
        if (text[end] == ':' && word is "jdbc")
            Address.Oracle(text, end, found);
        if (
            text[end] == ' '
            && (word.Length is 4 && text[start] is 'I' or 'i' || word.Length is 10 && text[start] is 'I' or 'i')
        )
            Statement.Find(text, start, stop, found);
        return word.Length <= 2 && text[end] is '"' or '\'' or '\\' ? JsonWebKey.Find(text, start, stop, found) : 0;
    }

    // Pictures, fonts, certificates: base64 of some length is not read as words. Only its beginning can say what it is.
    private static int Blob(ReadOnlySpan<char> text, TextWord word, List<SecretSpan> found, ref SeenAhead seen)
    {
        var (start, end) = (word.Start, word.End);
        if (
            end >= text.Length
            || start < seen.ShortBlob
            || text[end] is not ('+' or '/')
            || (start > 0 && text[start - 1] == '/' && start > 1 && text[start - 2] == '/')
        )
            return 0;
        var stop = Letters.While(text, start, Alphabet.Padded);
        if (stop - start < BlobMin)
            seen.ShortBlob = stop;
        if (stop - start < BlobMin || Randomness.IsWords(text[start..stop]))
            return 0;
        if (KnownTokens.At(text, start) is { End: > 0 } token)
            found.Add(new(start, token.End, token.Kind));
        else if (TokenShape.At(text, start, end) is { End: > 0 } shape)
            found.Add(new(start, shape.End, shape.Kind));
        else if (TokenShape.HasKeyWithin(text[start..stop]))
            found.Add(new(start, stop, "private key"));
        return stop;
    }

    // A known token at the run's start or after one of its joints, or a token by the form of the whole run.
    private static int Token(ReadOnlySpan<char> text, int start, int stop, List<SecretSpan> found)
    {
        for (var at = start; at < stop; at++)
        {
            if (at > start && (text[at - 1] is not ('-' or '.' or '_') || stop - at < TokenMin))
                continue;
            var (end, kind) = KnownTokens.At(text, at);
            if (end == 0)
                continue;
            found.Add(new(at, end, kind));
            if (kind is "aws key id")
                KeyBehindId(text, end, found);
            return Math.Max(end, stop);
        }

        var (last, shape) = TokenShape.At(text, start, stop);
        if (last == 0)
            return Numbered(text, start, stop, found);
        found.Add(new(start, last, shape));
        return Math.Max(last, stop);
    }

    // AKIA…:wJalr…: an id, a mark or a line break, and forty characters that were drawn.
    private static void KeyBehindId(ReadOnlySpan<char> text, int at, List<SecretSpan> found)
    {
        var most = Math.Min(text.Length, at + 4);
        while (at < most && text[at] is ':' or ',' or ';' or '|' or '/' or ' ' or '\t' or '\r' or '\n' or '"' or '\'')
            at++;
        var end = Letters.While(text, at, Alphabet.Padded);
        if (end - at == KeyOfIdLength && Randomness.IsMixed(text[at..end], KeyOfIdLength))
            found.Add(new(at, end, "aws key"));
    }

    // Abc8Q~…: three characters, a figure, Q and a tilde begin a client secret of Entra.
    private static int Azure(ReadOnlySpan<char> text, int start, int end, List<SecretSpan> found)
    {
        if (end - start < 5 || text[end - 1] != 'Q' || !char.IsAsciiDigit(text[end - 2]))
            return 0;
        var stop = Letters.While(text, end, Alphabet.Dotted | Alphabet.Tilde);
        if (stop - end is < 30 or > 36)
            return 0;
        found.Add(new(Math.Max(start, end - 5), stop, "azure secret"));
        return stop;
    }

    // 123456789:AA… of Telegram: the number before the colon is the bot's.
    private static int Numbered(ReadOnlySpan<char> text, int start, int stop, List<SecretSpan> found)
    {
        if (
            start < 9
            || text[start - 1] != ':'
            || stop - start < 34
            || text[start] != 'A'
            || text[start + 1] != 'A'
            || !char.IsAsciiDigit(text[start - 2])
        )
            return 0;
        found.Add(new(start, stop, "telegram token"));
        return stop;
    }

    // Bearer X, Basic X, Token X, whatever stands before.
    private static int Scheme(ReadOnlySpan<char> text, int start, int stop, List<SecretSpan> found)
    {
        var word = text[start..stop];
        var isBasic = word.Equals("basic", StringComparison.OrdinalIgnoreCase);
        if (
            !isBasic
            && !word.Equals("bearer", StringComparison.OrdinalIgnoreCase)
            && word is not ("Negotiate" or "Token")
        )
            return 0;
        var from = Letters.SkipBlanks(text, stop);
        if (from == stop || from >= text.Length)
            return 0;
        var end = Letters.While(text, from, Alphabet.Any);
        while (end > from && text[end - 1] is '.' or '-')
            end--;
        var value = text[from..end];
        if (
            isBasic
                ? !SecretValue.IsBasic(value)
                : !Header.IsCredential(value) || (value.Length < 16 && word is "Token")
        )
            return 0;
        found.Add(new(from, end, "authorization"));
        return end;
    }

    // Cheap: what follows a name is a mark, or a blank and then perhaps a value.
    private static bool MayBeNamed(ReadOnlySpan<char> text, int end) =>
        end == text.Length
        || text[end]
            is '{'
                or '/'
                or '：'
                or '='
                or ':'
                or '"'
                or '\''
                or ' '
                or '\t'
                or '>'
                or '('
                or ')'
                or ']'
                or '}'
                or '|'
                or '\\'
                or '`'
                or ','
                or ';'
                or '│'
                or '&'
                or '<'
                or '\n'
                or '\r'
                or '*'
                or '%'
                or '?';

    private static int Named(ReadOnlySpan<char> text, int start, int stop, List<SecretSpan> found, ref SeenAhead seen)
    {
        var kind = SecretName.Within(LastPart(text[start..stop]));
        if (kind == NameKind.Weak)
            kind =
                text[start..stop].Contains('.') && SecretName.Of(LastParts(text[start..stop])) is NameKind.Own
                    ? NameKind.Own
                    : SecretName.Behind(text, start, stop);
        if (kind == NameKind.None)
            return 0;
        if (kind is NameKind.Password or NameKind.Key)
        {
            Table.Find(text, start, stop, kind, found);
            // What a group has within was read with it.
            if (start >= seen.Group)
                seen.Group = Group.Find(text, start, stop, kind, found);
            Prose.Before(text, start, kind, found);
        }

        // class StreamToken : IEquatable<…>
        if (text[..start].EndsWith("class ", StringComparison.Ordinal))
            return 0;
        var value = NamedValue.Beside(text, start, stop);
        if (!value.IsThere && Comparison.Around(text, start, stop) is { IsThere: true } held)
            value = held;
        if (!value.IsThere)
            return 0;
        if (kind == NameKind.Phrase && SeedPhrase.Find(text, value.Start, found) is var phrase and > 0)
            return phrase;

        if (kind == NameKind.Authorization)
            return value.Style == ValueStyle.Loose && value.Mark != '('
                ? 0
                : Math.Max(stop, Header.Authorization(text, value.Start, value.End, found));
        if (kind == NameKind.Cookie)
            return value.Mark is ':' or '=' or ' ' or '(' or ','
                ? Math.Max(stop, Header.Cookies(text, value.Start, found))
                : 0;
        var isQuery = value.Style == ValueStyle.Bare && start > 0 && text[start - 1] is '?' or '&';
        var judged = text[value.Start..value.End];
        isQuery |= value.Style == ValueStyle.Bare && kind == NameKind.Password && IsOfPairs(text, start, value.End);
        if (kind == NameKind.Password && BriefName.IsOfMany(LastPart(text[start..stop])))
        {
            var beside = BesideName.Of(text, start, value.End);
            if (
                beside == NamesBeside.Counts
                && LastPart(text[start..stop]).Equals("pass", StringComparison.OrdinalIgnoreCase)
                && !judged.ContainsAnyExceptInRange('0', '9')
            )
                return 0;
            // In an object a word as well, as where it is assigned.
            if (beside == NamesBeside.Account && value is { Style: ValueStyle.Quoted, Mark: ':' })
                value = value with { Mark = '=' };
        }

        if (
            !SecretValue.IsOne(judged, kind, value.Style, isQuery ? '&' : value.Mark)
            && !(isQuery && text[start - 1] is '?' or '&' && IsSigned(text[start..stop], judged))
        )
            return 0;
        if (
            value is { Style: ValueStyle.Loose, Mark: ' ' }
            && IsVerb(text[start..stop])
            && !text[stop..value.Start].ContainsAnyInRange('a', 'z')
            && !IsLogin(text, start)
            && !IsPassed(judged)
        )
            return 0;
        // The name of many things, and of a password where the value says so too.
        if (
            kind == NameKind.Password
            && !SecretName.Fits(LastPart(text[start..stop]), judged, value.Style, value.Mark)
        )
            return 0;
        // What finds a message or names an object has words of its own.
        if (
            kind == NameKind.Key
            && value.Mark == NamedValue.Environment
            && SecretValue.IsWordsInARow(judged)
            && !Randomness.IsRandom(judged, WordsMin)
            && !SecretValue.IsAppPassword(judged)
            && WordKey.IsOne(LastPart(text[start..stop]), judged)
        )
            return 0;
        // A key or a code in Spanish, and a password where nobody would write such a word.
        if (text[start..stop].Contains("clave", StringComparison.OrdinalIgnoreCase) && !SecretValue.IsStrong(judged))
            return 0;
        value = value.Whole(text);
        found.Add(new(value.Start, value.End, kind == NameKind.Password ? "password" : "named value"));
        if (value.Style == ValueStyle.Quoted)
            return Prose.Alternatives(text, value.End, kind, found);
        // What wraps a literal is a call with perhaps more of them.
        return value.Style == ValueStyle.Loose && text[stop..value.Start].Contains('(') ? stop : value.End;
    }

    // "pass x to it", "PASS (99.9 %)": a test's verdict or a verb, unless nobody would write that for a word.
    private static bool IsVerb(ReadOnlySpan<char> name) => name.Equals("pass", StringComparison.OrdinalIgnoreCase);

    // PASS x behind the line USER y: FTP and POP3 (RFC 959, RFC 1939).
    private static bool IsLogin(ReadOnlySpan<char> text, int start)
    {
        if (start < 2 || text[start - 1] != '\n')
            return false;
        var before = text[..(start - 1)];
        return before[(before.LastIndexOf('\n') + 1)..].StartsWith("USER ", StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsPassed(ReadOnlySpan<char> value) =>
        SecretValue.IsStrong(value) && !value.ContainsAny("[(\"='");

    // …;Password=x;Encrypt=…: one of the pairs of a connection string.
    private static bool IsOfPairs(ReadOnlySpan<char> text, int start, int end)
    {
        if (start == 0 || text[start - 1] is not (';' or ' ' or '"') || end >= text.Length || text[end] != ';')
            return false;
        var at = end + 1;
        while (at < text.Length && at - end < 40 && (Letters.IsWord(text[at]) || text[at] == ' '))
            at++;
        return at < text.Length && text[at] == '=' && at > end + 1 && text[at - 1] != ' ';
    }

    private static bool IsSigned(ReadOnlySpan<char> name, ReadOnlySpan<char> value) =>
        value.Length >= 16
        && !Placeholder.IsOne(value)
        && !Placeholder.IsReference(value)
        && !Randomness.IsWords(value)
        && SecretName.Of(name) != NameKind.None;

    // cloudy.key: whose key it is.
    private static ReadOnlySpan<char> LastParts(ReadOnlySpan<char> name)
    {
        var last = name.LastIndexOf('.');
        return name[(name[..last].LastIndexOf('.') + 1)..];
    }

    // spring.datasource.password, my-chart.auth.token: what the name ends with; a name of dashes is read whole.
    private static ReadOnlySpan<char> LastPart(ReadOnlySpan<char> name) => name[(name.LastIndexOf('.') + 1)..];

    private readonly record struct TextWord(int Start, int End, bool HasDigit, bool MayBeName);

    // What was looked through ahead of the words and is not looked through again.
    [StructLayout(LayoutKind.Auto)]
    private struct SeenAhead
    {
        public int Group;
        public int ShortBlob;
    }
}
