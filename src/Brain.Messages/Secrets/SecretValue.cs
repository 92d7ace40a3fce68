using System.Buffers;

namespace Brain.Messages.Secrets;

/// <summary>Decides whether what stands beside a secret's name is one.</summary>
internal static class SecretValue
{
    private const int JudgedMax = 512;
    private const int VersionMax = 32;

    private static readonly SearchValues<char> DateMarks = SearchValues.Create("0123456789-:.TZ+ /");
    private static readonly SearchValues<char> LettersOfWords = SearchValues.Create(
        "cdefghijklmnoqstuwyzCDEFGHIJKLMNOPQRSTUVWXYZ"
    );
    private static readonly SearchValues<char> RangeMarks = SearchValues.Create("0123456789.*,<>=");
    private static readonly SearchValues<char> VersionMarks = SearchValues.Create("0123456789.");
    private static readonly SearchValues<char> KeyMarks = SearchValues.Create("!#$^&@");
    private static readonly SearchValues<char> NoKeyMarks = SearchValues.Create("/\\ \"',;");
    private static readonly SearchValues<char> Marks = SearchValues.Create("!@#$%^&*?+~=|\\");

    private static readonly HashSet<string> Ordinary = new(StringComparer.OrdinalIgnoreCase)
    {
        "true",
        "false",
        "null",
        "none",
        "nil",
        "undefined",
        "string",
        "str",
        "text",
        "number",
        "int",
        "integer",
        "bool",
        "boolean",
        "object",
        "any",
        "unknown",
        "void",
        "bytes",
        "byte[]",
        "required",
        "optional",
        "invalid",
        "incorrect",
        "wrong",
        "missing",
        "empty",
        "expired",
        "valid",
        "hidden",
        "default",
        "enabled",
        "disabled",
        "plain",
        "plaintext",
        "value",
        "values",
        "input",
        "field",
        "label",
        "prompt",
        "yes",
        "no",
        "on",
        "off",
        "self",
        "this",
        "new",
        "var",
        "let",
        "const",
        "function",
        "async",
        "await",
        "return",
        "rotated",
        "changed",
        "updated",
        "stored",
        "encrypted",
        "hashed",
        "unset",
        "todo",
        "tbd",
        "n/a",
        "here",
        "below",
        "above",
        "same",
        "opaque",
        "type",
        "name",
        "char",
        "varchar",
        "option",
        "current",
        "existing",
        "the",
        "a",
        "an",
        "not",
        "in",
        "is",
        "was",
        "and",
        "or",
        "for",
        "with",
        "from",
        "that",
        "which",
        "must",
        "should",
        "will",
        "can",
        "may",
        "needed",
        "set",
        "get",
        "basic",
        "bearer",
        "digest",
        "auto",
        "inherit",
        "manual",
        "file",
        "vault",
        "env",
        "environment",
        "keyring",
        "keychain",
        "prod",
        "production",
        "staging",
        "dev",
        "local",
        "test",
        "internal",
        "external",
        "public",
        "private",
        "read",
        "write",
        "expression",
        "identifier",
        "literal",
        "keyword",
        "comment",
        "punctuation",
        "operator",
        "email",
        "username",
        "user",
        "refresh",
        "access",
        "secretstr",
        "securestring",
        "redacted",
        "omitted",
        "client_credentials",
        "authorization_code",
        "undef",
        "!!null",
        "param",
        "params",
        "args",
        "kwargs",
        "config",
        "options",
        "data",
        "result",
        "response",
        "request",
        "error",
        "exit",
        "done",
        "ok",
        "failed",
        "success",
    };

    private static readonly HashSet<string> Common = new(StringComparer.OrdinalIgnoreCase)
    {
        "letmein",
        "secret",
        "hunter",
        "qwerty",
        "qwertyuiop",
        "admin",
        "root",
        "postgres",
        "welcome",
        "monkey",
        "dragon",
        "iloveyou",
        "toor",
        "master",
        "superman",
        "batman",
        "shadow",
        "sunshine",
        "princess",
        "football",
        "baseball",
        "trustno",
        "passw",
        "guest",
        "mysql",
        "oracle",
        "swordfish",
        "opensesame",
        "abc",
        "geheim",
        "hallo",
        "asdf",
        "asdfgh",
        "zxcvbn",
        "supersecret",
        "topsecret",
    };

    /// <summary>The value is a secret, for such a name in such a place.</summary>
    internal static bool IsOne(ReadOnlySpan<char> value, NameKind kind, ValueStyle style, char mark)
    {
        value = value[..Math.Min(value.Length, JudgedMax)].Trim();
        if (
            (style is ValueStyle.Loose || mark == ' ')
            && value.Length > 2
            && value[0] == '-'
            && char.IsAsciiLetter(value[value[1] == '-' ? 2 : 1])
        )
            return false; // sshpass -p…
        if (
            value.Length < 4
            || IsOrdinary(value)
            || IsVersionFor(kind, value)
            || Placeholder.IsOne(value)
            || Placeholder.IsReference(value)
            || (Randomness.IsMonotone(value) && value.Length != 4)
            || IsAccount(value)
        )
            return false;
        return kind switch
        {
            NameKind.Phrase => IsPhrase(value) || Randomness.IsRandom(value, 16),
            NameKind.Session => mark is '=' or '&' or NamedValue.Environment
                && value.Length >= 16
                && !Randomness.IsUuid(value)
                && IsKey(value, style),
            NameKind.Password => IsPassword(value, style, mark)
                || IsAppPassword(value)
                || (value.Contains(' ') && style != ValueStyle.Loose && IsPhrase(value)),
            NameKind.Doubtful => style != ValueStyle.Loose
                && value.IndexOfAnyExceptInRange('0', '9') >= 0
                && IsTelling(value)
                && (mark == NamedValue.Environment || IsStrong(value) || Prose.IsDrawn(value))
                && (IsKey(value, style) || IsPassword(value, style, mark)),
            NameKind.Key => IsKey(value, style) || (mark == NamedValue.Environment && IsPlainKey(value)),
            NameKind.Weak => IsDrawn(value) || (style != ValueStyle.Loose && mark != '(' && IsOwnKey(value)),
            NameKind.Own => IsDrawn(value)
                || (style != ValueStyle.Loose && mark != '(' && (IsOwnKey(value) || IsHash(value))),
            _ => false,
        };
    }

    /// <summary>Where a chain of blocks keeps somebody's coins, for everybody to see.</summary>
    internal static bool IsAccount(ReadOnlySpan<char> value) =>
        value.Length == 42
        && value.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
        && Letters.IsHex(value[2..]);

    /// <summary>One of those that are guessed first.</summary>
    internal static bool IsCommon(ReadOnlySpan<char> value) =>
        Common.GetAlternateLookup<ReadOnlySpan<char>>().Contains(value);

    /// <summary><c>qjzv wkhf xrbn ptmc</c>: as Google and Apple show the password of an app. Of four words of a
    /// sentence more than one is made as words are.</summary>
    internal static bool IsAppPassword(ReadOnlySpan<char> value)
    {
        if (value.Length != 19)
            return false;
        for (var i = 0; i < value.Length; i++)
        {
            if (i % 5 == 4 ? value[i] != value[4] || value[i] is not (' ' or '-') : !char.IsAsciiLetterLower(value[i]))
                return false;
        }

        return Randomness.Shape.Of(value).InCommon <= 4;
    }

    /// <summary>Has something that words have not: a figure, a mark of passwords, letters drawn at random.</summary>
    internal static bool IsTelling(ReadOnlySpan<char> value) =>
        value.ContainsAnyInRange('0', '9') || value.ContainsAny(Marks) || Randomness.IsRandom(value, 8);

    /// <summary>Nobody would write it for anything but a secret: figures among letters of both cases or marks, or
    /// drawn.</summary>
    internal static bool IsStrong(ReadOnlySpan<char> value)
    {
        if (value.Length < 8 || value.ContainsAny(" /\\") || value.Contains("::", StringComparison.Ordinal))
            return false;
        var shape = Randomness.Shape.Of(value[..Math.Min(value.Length, JudgedMax)]);
        return shape is { Digits: > 0, Letters: > 1 }
            && !Randomness.IsUuid(value)
            && (
                value.ContainsAny(Marks)
                || (shape is { Digits: > 1, Upper: > 0 } && shape.Upper < shape.Letters && !value.Contains('.'))
                || (shape.Digits > 2 && shape.Turns >= 3 && Randomness.IsRandom(value, 10))
            );
    }

    /// <summary>Twelve to twenty-four short words in a row, or a few more than a sentence has names for.</summary>
    internal static bool IsPhrase(ReadOnlySpan<char> value)
    {
        var (words, letters) = (0, true);
        foreach (var part in value.Split(' '))
        {
            var word = value[part].Trim(",\"'");
            if (word.Length == 0)
                continue;
            words++;
            letters &= word.Length is >= 3 and <= 10 && !word.ContainsAnyExceptInRange('a', 'z');
            if (
                word
                is "the"
                    or "must"
                    or "your"
                    or "that"
                    or "with"
                    or "and"
                    or "for"
                    or "you"
                    or "should"
                    or "please"
                    or "has"
                    or "was"
                    or "not"
                    or "are"
                    or "will"
                    or "can"
                    or "enter"
            )
                return false;
        }

        return letters && words >= 4;
    }

    /// <summary>Base64 of a user, a colon and a password.</summary>
    internal static bool IsBasic(ReadOnlySpan<char> value)
    {
        value = value.TrimEnd('=');
        if (value.Length is < 6 or > 400)
            return false;
        Span<byte> bytes = stackalloc byte[320];
        Span<char> padded = stackalloc char[404];
        value.CopyTo(padded);
        var length = value.Length;
        while (length % 4 != 0)
            padded[length++] = '=';
        if (!Convert.TryFromBase64Chars(padded[..length], bytes, out var count) || count < 4)
            return false;
        var colon = bytes[..count].IndexOf((byte)':');
        return colon >= 0 && !bytes[..count].ContainsAnyExceptInRange((byte)' ', (byte)'~');
    }

    private static bool IsOrdinary(ReadOnlySpan<char> value) =>
        Ordinary.GetAlternateLookup<ReadOnlySpan<char>>().Contains(value.TrimEnd("?,.;:!"))
        || IsDate(value)
        || IsRange(value)
        || (value[0] == '#' && Randomness.IsWords(value[1..]));

    // ^1.2.3, ~1.0, >=2.1 <3, npm:^4.0.0: which versions of a package will do.
    private static bool IsRange(ReadOnlySpan<char> value)
    {
        if (
            value.StartsWith("npm:", StringComparison.Ordinal)
            || value.StartsWith("workspace:", StringComparison.Ordinal)
        )
            return true;
        if (value.IndexOfAny('<', '>', '=') is var mark and > 0 && Randomness.IsWords(value[..mark].TrimEnd('~')))
            return !value[mark..].Trim("<>=").ContainsAnyExcept(RangeMarks);
        if (!value.ContainsAnyExcept(VersionMarks) && value.Contains('.'))
            return true;
        var number = value.TrimStart("^~<>=v ");
        return number.Length < value.Length
            && number.Length > 0
            && char.IsAsciiDigit(number[0])
            && number.Contains('.')
            && !number.ContainsAny(LettersOfWords);
    }

    // Otter-4.8.21 is what people take for a password; 1.0.0-beta.2 and v1.2.3-rc.1 are versions under its name, too.
    private static bool IsVersionFor(NameKind kind, ReadOnlySpan<char> value) =>
        kind switch
        {
            NameKind.Password => value.TrimStart('v') is [>= '0' and <= '9', ..] && value.Count('.') > 1,
            NameKind.Doubtful => !char.IsAsciiLetterUpper(value[0]),
            _ => true,
        } && IsVersion(value);

    /// <summary><c>OTP-26.2.5</c>, <c>27.0-rc3</c>, <c>release-2.4.1</c>, <c>v1.2.3-beta.1</c>: a word, figures with
    /// dots, and what is not final yet.</summary>
    internal static bool IsVersion(ReadOnlySpan<char> value)
    {
        if (value.Length > VersionMax)
            return false;
        var word = value.IndexOfAnyInRange('0', '9');
        if (word < 0 || word > 1 && (value[word - 1] is not ('-' or '_') || !Randomness.IsWords(value[..(word - 1)])))
            return false;
        var rest = value[word..].TrimStart("0123456789.");
        var number = value[word..^rest.Length];
        rest = rest.TrimStart("-+").TrimEnd("0123456789.-");
        return number.Contains('.')
            && rest
                is ""
                    or "rc"
                    or "alpha"
                    or "beta"
                    or "dev"
                    or "pre"
                    or "preview"
                    or "SNAPSHOT"
                    or "RELEASE"
                    or "canary"
                    or "nightly";
    }

    private static bool IsDate(ReadOnlySpan<char> value) =>
        value.Length >= 8 && !value.ContainsAnyExcept(DateMarks) && value.ContainsAny("-:./");

    private static bool IsPassword(ReadOnlySpan<char> value, ValueStyle style, char mark)
    {
        var hasMarks = value.ContainsAny(Marks);
        var hasDigits = value.ContainsAnyInRange('0', '9');
        if (value.Contains(' '))
            return style == ValueStyle.Quoted && (hasDigits || hasMarks) && !IsSentence(value);
        if (value.Contains("://", StringComparison.Ordinal))
            return false;
        if (!value.ContainsAnyExceptInRange('0', '9'))
            return style != ValueStyle.Loose || value.Length >= 4;
        var isCode = IsCode(value, style);
        if (isCode)
            return false;
        if (hasMarks && (hasDigits || style is ValueStyle.Quoted or ValueStyle.Line || Randomness.IsRandom(value, 6)))
            return value.IndexOfAnyInRange('0', 'z') >= 0;
        if (style == ValueStyle.Loose && value.Length < 6)
            return false;
        if (hasDigits)
            return style is ValueStyle.Quoted or ValueStyle.Line
                ? !IsNumberedName(value) || IsShort(value, style) || IsLong(value)
                : !IsNumberedName(value) && value.Length >= 5;
        if (Common.GetAlternateLookup<ReadOnlySpan<char>>().Contains(value))
            return style is ValueStyle.Quoted or ValueStyle.Line || mark is '&' or '-';
        if (mark == ',' || (style != ValueStyle.Quoted && SecretName.Of(value) != NameKind.None))
            return false;
        if (
            Randomness.IsRandom(value, 8)
            || (!Randomness.IsWords(value) && style != ValueStyle.Bare && value.Length >= 6 && HasOddCase(value))
        )
            return true;
        var isPlain = SecretName.Of(value) == NameKind.None;
        return isPlain
            && value.Length >= 6
            && style switch
            {
                ValueStyle.Quoted => mark is '=' or NamedValue.Environment && !IsCamel(value) || value.Length >= 18,
                ValueStyle.Line => (mark is '=' or ' ' or NamedValue.Environment) && !IsCamel(value)
                    || (value.Contains('-') && value.Length >= 12)
                    || (value.Length >= 16 && !value.ContainsAnyExceptInRange('a', 'z')),
                _ => false,
            };
    }

    // password123 is what people take; password1 is the first of some variables.
    private static bool IsLong(ReadOnlySpan<char> value) =>
        value.Length >= 6 && value[^3..].IndexOfAnyExceptInRange('0', '9') < 0;

    private static bool IsShort(ReadOnlySpan<char> value, ValueStyle style) =>
        style == ValueStyle.Line && value.Length >= 6 && SecretName.Of(value) == NameKind.None;

    private static bool IsKey(ReadOnlySpan<char> value, ValueStyle style)
    {
        if (value.Length < 8)
            return false;
        if (value.Contains(' '))
            return style == ValueStyle.Quoted
                && value.Length >= 32
                && Randomness.Shape.Of(value) is { Other: >= 6, Digits: >= 2 }
                && !IsSentence(value)
                && !value.Contains("Server=", StringComparison.OrdinalIgnoreCase)
                && !value.Contains("Password=", StringComparison.OrdinalIgnoreCase);
        if (value.Contains("://", StringComparison.Ordinal))
            return false;
        if (style != ValueStyle.Loose && value.IndexOf(':') is var colon and >= 2 && IsOfPair(value[(colon + 1)..]))
            return true;
        if (!value.ContainsAnyExceptInRange('0', '9'))
            return value.Length >= 16 || (style is ValueStyle.Line && value.Length >= 10);
        if (style is ValueStyle.Quoted or ValueStyle.Line && HasMarksWithin(value))
            return !IsCode(value, style);
        if (IsCode(value, style))
            return false;
        if (Randomness.IsUuid(value) || (value.Length >= 16 && Randomness.IsHex(value)))
            return true;
        if (style != ValueStyle.Bare && HasDrawnPart(value) || style != ValueStyle.Loose && IsOnePiece(value))
            return true;
        if (Randomness.IsWords(value))
            return style is ValueStyle.Quoted or ValueStyle.Line && IsMadeUp(value)
                || value.Length >= 24 && Randomness.Shape.Of(value) is { Digits: > 4 };
        if (style is ValueStyle.Quoted or ValueStyle.Line && IsMadeUp(value))
            return true;
        return Randomness.IsRandom(value, 8)
            || (
                style != ValueStyle.Bare
                && style != ValueStyle.Loose
                && value.ContainsAny(Marks)
                && value.ContainsAnyInRange('0', '9')
            );
    }

    // Letters and three figures and more in one piece of sixteen: hardly a word, were its letters those of one.
    private static bool IsOnePiece(ReadOnlySpan<char> value) =>
        value.Length >= 16
        && Letters.While(value, 0, Alphabet.Alnum) == value.Length
        && Randomness.Shape.Of(value) is { Digits: >= 3, Letters: >= 2, Turns: >= 2 };

    // tin#otter, 9!lake$: marks of passwords between letters, and no address, path or expression.
    private static bool HasMarksWithin(ReadOnlySpan<char> value) =>
        value.Length >= 10
        && value[1..].ContainsAny(KeyMarks)
        && char.IsAsciiLetterOrDigit(value[0])
        && !value.ContainsAny(NoKeyMarks)
        && !value.Contains("&&", StringComparison.Ordinal)
        && !(value.Contains('&') && value.Contains('='))
        && !(value.IndexOf('@') is var at and > 0 && value[at..].Contains('.'))
        && Randomness.Shape.Of(value) is { Letters: >= 4 };

    // The second half of user:password.
    private static bool IsOfPair(ReadOnlySpan<char> value) =>
        value.Length >= 8
        && !value.Contains(':')
        && Randomness.Shape.Of(value) is { Digits: >= 2, Letters: >= 4 }
        && IsPassword(value, ValueStyle.Bare, ':');

    // What people make up for a key, too: capitals, small letters and two figures and more, Otter-lake-77.
    private static bool IsMadeUp(ReadOnlySpan<char> value) =>
        value.Length >= 10
        && Randomness.Shape.Of(value) is { Digits: >= 2, Upper: > 0 } shape
        && shape.Upper < shape.Letters
        && !value.ContainsAny(':', '(')
        && value.IndexOfAny('.', '/') < 0
        && !IsNumberedName(value)
        && SecretName.Of(value) == NameKind.None;

    // One piece of twelve and more in which letters and figures take turns, whatever words they seem to make.
    private static bool HasDrawnPart(ReadOnlySpan<char> value)
    {
        foreach (var range in value.SplitAny("-_./:"))
        {
            var part = value[range];
            if (
                part.Length >= 12
                && (
                    Randomness.Shape.Of(part) is { Turns: >= 4, Other: 0, Letters: >= 6 }
                    || Randomness.IsMixed(part, 16)
                )
            )
                return true;
        }

        return false;
    }

    // NPM_TOKEN=abcdefghijkl: what an environment gives a token is one, were it a word.
    private static bool IsPlainKey(ReadOnlySpan<char> value) =>
        value.Length >= 10
        && (!value.ContainsAny("-_./") || IsWordsInARow(value))
        && !value.Contains(' ')
        && !IsCamel(value)
        && (value.Contains('.') || !IsCode(value, ValueStyle.Line))
        && SecretName.Of(value) == NameKind.None;

    /// <summary><c>correct-horse-battery-staple</c>, <c>blue.otter.lake.rain</c>: four words and more that are no host,
    /// no path and nothing that somebody is told to do.</summary>
    internal static bool IsWordsInARow(ReadOnlySpan<char> value)
    {
        var mark = value.IndexOfAny('-', '.', '_');
        if (mark < 0)
            return false;
        var words = 0;
        foreach (var range in value.Split(value[mark]))
        {
            var word = value[range];
            if (
                word.Length is < 3 or > 10
                || word.ContainsAnyExceptInRange('a', 'z')
                || NoWords.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word)
            )
                return false;
            words++;
        }

        return words >= 4;
    }

    // Of hosts and packages, and of what stands where a secret is to be put.
    private static readonly HashSet<string> NoWords =
    [
        "com",
        "org",
        "net",
        "dev",
        "www",
        "svc",
        "app",
        "api",
        "local",
        "internal",
        "cluster",
        "prod",
        "staging",
        "config",
        "settings",
        "service",
        "default",
        "change",
        "replace",
        "set",
        "put",
        "use",
        "enter",
        "add",
        "paste",
        "generate",
        "your",
        "this",
        "that",
        "with",
        "the",
        "and",
        "for",
        "key",
        "value",
        "random",
        "string",
        "long",
        "here",
        "please",
        "must",
        "not",
        "production",
    ];

    private static bool IsDrawn(ReadOnlySpan<char> value) =>
        !value.ContainsAny(" (){}")
        && !Randomness.IsUuid(value)
        && !value.Contains("://", StringComparison.Ordinal)
        && !value.StartsWith("sha", StringComparison.OrdinalIgnoreCase)
        && (Randomness.IsMixed(value, 20) || (IsBasic(value) && Randomness.IsRandom(value, 10)));

    // cloudy_key = 4f…: no hash, for its length is that of none or it has other letters than hexadecimal.
    private static bool IsOwnKey(ReadOnlySpan<char> value) =>
        value.Length >= 20
        && Letters.While(value, 0, Alphabet.UrlSafe) == value.Length
        && !value.ContainsAny('-', '_')
        && !(Randomness.IsHex(value) && value.Length is 32 or 40 or 64 or 96 or 128)
        && Randomness.Shape.Of(value) is { Letters: >= 4 } shape
        && (
            shape is { Digits: >= 4, Turns: >= 4 }
            || (shape.Upper >= 4 && shape.Letters - shape.Upper >= 4 && shape.Flips >= 6 && !Randomness.IsWords(value))
        );

    // As long as a hash is, or a UUID.
    private static bool IsHash(ReadOnlySpan<char> value) =>
        Randomness.IsUuid(value) || (value.Length is 16 or 32 or 40 or 64 && Randomness.IsHex(value));

    // A member, a call, an index, an expression; a name that only looks drawn.
    private static bool IsCode(ReadOnlySpan<char> value, ValueStyle style)
    {
        if (style == ValueStyle.Quoted)
            return Placeholder.HasTemplate(value) || (value[0] == '{' && value[^1] == '}');
        var name = 0;
        while (name < value.Length && Letters.IsWord(value[name]))
            name++;
        if (name == 0)
            return value[0] is '(' or '[' or '{' or '|' or '&' or '=' or '>' or '*' or '?' or ':';
        if (IsChain(value))
            return true;
        if (
            name < value.Length
            && value[name] is '.' or '['
            && !char.IsAsciiDigit(value[0])
            && !IsNumberedPair(value)
            && (Randomness.IsWords(value[..name]) || name <= 3)
        )
        {
            var rest = value[name..].TrimEnd("();,!");
            return rest.Length > 1 && (Randomness.IsWords(rest) || rest.Length < 3 || value[name] is '[');
        }

        return false;
    }

    // Otter.Lake41, otter.lake417: two words and a number at the end; members are not called so.
    private static bool IsNumberedPair(ReadOnlySpan<char> value)
    {
        var words = value.TrimEnd("0123456789");
        return value.Length - words.Length >= (words.ContainsAnyInRange('A', 'Z') ? 2 : 3)
            && words.Count('.') == 1
            && Letters.While(words, 0, Alphabet.Word | Alphabet.Dot) == words.Length
            && words.IndexOfAnyInRange('0', '9') < 0;
    }

    // a.b(c)[d]: members of members with a call or an index, perhaps cut off in it.
    private static bool IsChain(ReadOnlySpan<char> value)
    {
        value = value.TrimEnd(";,");
        var name = 0;
        while (
            name < value.Length
            && (Letters.IsWord(value[name]) || value[name] is '.' or '$' or '?' or '!' or '>' or '-' or ':')
        )
            name++;
        if (name < 2 || name >= value.Length || !(char.IsAsciiLetter(value[0]) || value[0] == '_'))
            return false;
        return value[name] switch
        {
            '(' => value.EndsWith(")", StringComparison.Ordinal) || !value.Contains(')'),
            '[' => value.EndsWith("]", StringComparison.Ordinal)
                || value.Contains("].", StringComparison.Ordinal)
                || !value.Contains(']'),
            _ => false,
        };
    }

    // password1, token2, arg0: a variable.
    private static bool IsNumberedName(ReadOnlySpan<char> value)
    {
        var stem = value.TrimEnd("0123456789");
        if (stem.Length == value.Length || stem.ContainsAnyInRange('0', '9'))
            return false;
        return stem.Length <= 2
            || SecretName.Of(stem) != NameKind.None
            || Ordinary.GetAlternateLookup<ReadOnlySpan<char>>().Contains(stem)
            || stem is "arg" or "val" or "tmp";
    }

    private static bool HasOddCase(ReadOnlySpan<char> value) => Randomness.Shape.Of(value) is { Flips: >= 2 };

    private static bool IsCamel(ReadOnlySpan<char> value) =>
        char.IsAsciiLetterLower(value[0]) && value.ContainsAnyInRange('A', 'Z') && Randomness.IsWords(value);

    private static bool IsSentence(ReadOnlySpan<char> value)
    {
        var (words, plain) = (0, 0);
        foreach (var part in value.Split(' '))
        {
            var word = value[part].Trim("\"'.,:;!?()");
            if (word.Length == 0)
                continue;
            words++;
            if (!word.ContainsAnyInRange('0', '9') && !word.ContainsAny(Marks))
                plain++;
        }

        return words >= 2 && plain * 2 >= words;
    }
}
