using System.Buffers;

namespace Brain.Messages.Secrets;

// Names and values with a blank, a word or an operator between.
internal readonly partial record struct NamedValue
{
    private static readonly SearchValues<char> Structure = SearchValues.Create("/\\()[]{}<>:=");
    private static readonly SearchValues<char> TypeEnds = SearchValues.Create("=\n,;{(\"");

    private static NamedValue Spaced(ReadOnlySpan<char> text, int start, int end, int at, bool isQuoted)
    {
        if (at == end && !isQuoted && text[at] is not ('\r' or '\n'))
            return default;
        var (from, to) = (0, 0);
        if (Attribute(text, Letters.SkipSpace(text, at)) is { IsThere: true } value)
            return value;
        // A form or a page that was copied: the name alone on its line, the value alone on the next.
        if (text[at] is '\r' or '\n')
            return isQuoted ? text[..start].EndsWith("form-data; name=\"", StringComparison.Ordinal)
                    ? Under(text, at)
                    : default
                : BeginsLine(text, start) ? Under(text, at)
                : default;
        if (text[at] is '[' or '.')
            return default;
        // A literal right after the name, as SQL and many configurations have it.
        if (!isQuoted && at > end && Quotes.TryRead(text, at, ReadMax, out from, out to))
            return new(
                from,
                to,
                IsFlag(text, start)
                || (BeginsLine(text, start) && text[to..].StartsWith("\";", StringComparison.Ordinal))
                    ? ValueStyle.Quoted
                    : ValueStyle.Loose,
                ' '
            );
        if (!IsFlag(text, start) && TypeAfter(text, at) is var typed and > 0)
            return Assigned(text, start, typed, '=');
        if (IsFlag(text, start) || BeginsDirective(text, start))
            return At(text, AfterLevel(text, at), ValueStyle.Line, ' ');
        var verb = Verb(text, at);
        var behind = verb > at ? At(text, Letters.SkipBlanks(text, verb), ValueStyle.Loose, ' ') : default;
        return behind.IsThere && SecretValue.IsTelling(text[behind.Start..behind.End]) ? behind
            : Later(text, at) is { IsThere: true } later ? later
            : behind.IsThere ? behind
            : BeginsLine(text, start) ? At(text, at, ValueStyle.Loose, ' ')
            : SecretName.IsSpoken(text[start..end]) ? Apposed(text, at)
            : Drawn(text, at);
    }

    // "tin token 9f3c…", "tin SECRET key 9f3c…", "tin token - 'x'": what follows is no word of any sentence.
    private static NamedValue Drawn(ReadOnlySpan<char> text, int at)
    {
        if (text[at] is '-' && at + 1 < text.Length && text[at + 1] == ' ')
            return At(text, Letters.SkipBlanks(text, at + 1), ValueStyle.Loose, ' ');
        var value = At(text, at, ValueStyle.Loose, ' ');
        return value.IsThere && Prose.IsDrawn(text[value.Start..value.End]) ? value : default;
    }

    // "use the password otter4821lake": the next word, when nobody would take it for one of the sentence.
    private static NamedValue Apposed(ReadOnlySpan<char> text, int at)
    {
        var value = At(text, at, ValueStyle.Loose, ' ');
        var word = text[value.Start..value.End];
        var shape = Randomness.Shape.Of(word);
        return
            word.Length >= 8
            && shape is { Digits: >= 2, Letters: >= 4 }
            && (HasNumber(word) || shape is { Upper: > 1, Flips: > 0 })
            && !Randomness.IsHex(word)
            && !Names(word)
            ? value
            : default;
    }

    // Two figures in a row: not step3of4.
    private static bool HasNumber(ReadOnlySpan<char> word)
    {
        for (var i = 1; i < word.Length; i++)
        {
            if (char.IsAsciiDigit(word[i]) && char.IsAsciiDigit(word[i - 1]))
                return true;
        }

        return false;
    }

    // SHA-256, pbkdf2_sha256, RFC-6749, v1.2.3-rc10, 2026-11-28T10: names of methods, versions, times, paths.
    private static bool Names(ReadOnlySpan<char> word)
    {
        foreach (var method in Methods)
        {
            if (word.StartsWith(method, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return word.ContainsAny(Structure)
            || char.IsAsciiDigit(word[0]) && word.ContainsAny('-', '.')
            || Randomness.IsUuid(word);
    }

    private static readonly string[] Methods =
    [
        "sha",
        "md5",
        "pbkdf",
        "rfc",
        "argon",
        "bcrypt",
        "scrypt",
        "scram",
        "aes",
        "rsa",
        "hmac",
        "hs256",
        "rs256",
        "base64",
        "utf",
        "oauth",
        "http",
        "v1",
        "v2",
        "ntlm",
        "cve",
        "iso",
    ];

    // "Das Passwort für den Testserver lautet …", "the token for prod: …": some words, then a verb or a colon.
    private static NamedValue Later(ReadOnlySpan<char> text, int at)
    {
        var end = Letters.LineEnd(text, at, LaterMax);
        for (var i = at; i < end; i++)
        {
            // dell'admin: within a word.
            var isApostrophe =
                text[i] is '\'' or '’'
                && i > at
                && i + 1 < end
                && char.IsLetter(text[i - 1])
                && char.IsLetter(text[i + 1]);
            if (!Letters.IsJoined(text[i]) && !isApostrophe && text[i] is not (' ' or ':'))
                return default;
            if (
                text[i] == ':'
                && Letters.SkipBlanks(text, i + 1) is var last
                && last < text.Length
                && text[last] is '\n' or '\r'
            )
                return Under(text, last);
            var isColon = text[i] == ':' && i + 1 < end && text[i + 1] == ' ';
            if (isColon || (text[i] == ' ' && Copula(text[(i + 1)..end]) > 0))
            {
                var value = Letters.SkipBlanks(text, isColon ? i + 1 : i + 1 + Copula(text[(i + 1)..end]));
                return At(text, value, ValueStyle.Loose, ' ');
            }
        }

        return default;
    }

    // "Use the password below to log in:", and it stands alone on the next line.
    private static NamedValue Under(ReadOnlySpan<char> text, int at)
    {
        at = Letters.SkipSpace(text, at);
        var value = At(text, at, ValueStyle.Loose, ' ');
        var word = text[value.Start..value.End];
        return value.End >= text.Length || text[value.End] is '\n' or '\r'
            ? Prose.IsDrawn(word) || SecretValue.IsStrong(word) || Prose.IsOdd(word)
                ? value
                : default
            : default;
    }

    private static int Copula(ReadOnlySpan<char> text)
    {
        foreach (var verb in Copulas)
        {
            if (text.StartsWith(verb, StringComparison.OrdinalIgnoreCase))
                return verb.Length;
        }

        return 0;
    }

    private static readonly string[] Copulas =
    [
        "is: ",
        "is ",
        "lautet: ",
        "lautet ",
        "ist: ",
        "ist ",
        "est ",
        "es ",
        "é ",
        "é: ",
        "è ",
        "è: ",
        "jest ",
        "är ",
        "er ",
        "je ",
        "este ",
        "er: ",
        "on: ",
        "= ",
    ];

    private static int Verb(ReadOnlySpan<char> text, int at)
    {
        foreach (var verb in Verbs)
        {
            if (text[at..].StartsWith(verb, StringComparison.OrdinalIgnoreCase))
                return at + verb.Length;
        }

        return at;
    }

    private static readonly string[] Verbs =
    [
        "-> ",
        "→ ",
        "with ",
        "-eq ",
        "-ne ",
        "eq ",
        "is: ",
        "is ",
        "was ",
        "are ",
        "lautet: ",
        "lautet ",
        "er ",
        "är ",
        "je ",
        "este ",
        "adalah ",
        "là ",
        "jest ",
        "to jest ",
        "ist: ",
        "ist ",
        "est: ",
        "est ",
        "es ",
        "é ",
        "è ",
        "contains ",
        "to ",
        "set to ",
        "as ",
        "(",
        "for prod is ",
        "here: ",
        "below: ",
        "= ",
    ];

    /// <summary>The name follows one or two dashes (or a slash, as on Windows).</summary>
    internal static bool IsFlag(ReadOnlySpan<char> text, int start) =>
        start > 0
        && text[start - 1] is '-' or '/'
        && (start == 1 || text[start - 2] is ' ' or '-' or '\n' or '\t' or '"' or '\'' or ',' or '[');

    // username bob password 0 …: how a router's password is written.
    private static int AfterLevel(ReadOnlySpan<char> text, int at) =>
        at + 2 < text.Length && char.IsAsciiDigit(text[at]) && text[at + 1] == ' ' ? at + 2 : at;

    // netrc, Dockerfile's ENV and ARG, redis' requirepass: a word and a value with a blank between.
    private static bool BeginsDirective(ReadOnlySpan<char> text, int start)
    {
        var before = text[Math.Max(0, start - 160)..start];
        var line = before[(before.LastIndexOf('\n') + 1)..].Trim();
        return line
                is "enable"
                    or "ENV"
                    or "ARG"
                    or "setenv"
                    or "SetEnv"
                    or "env"
                    or "export"
                    or "set -x"
                    or "set -gx"
                    or "set -Ux"
                    or "proxy_set_header"
                    or "CONFIG SET"
                    or "config set"
            || line.StartsWith("username ", StringComparison.Ordinal)
                && line.Contains(" privilege ", StringComparison.Ordinal)
            || line.Contains("machine ", StringComparison.Ordinal)
            || line.Contains("login ", StringComparison.Ordinal)
            || (line.StartsWith("username ", StringComparison.Ordinal) && line.Count(' ') == 1 && line[^1] is not 'd')
            || (
                line.Length == 0
                && (
                    text[start..].StartsWith("requirepass", StringComparison.Ordinal)
                    || text[start..].StartsWith("masterauth", StringComparison.Ordinal)
                    || before.Contains("login ", StringComparison.Ordinal)
                    || before.Contains("machine ", StringComparison.Ordinal)
                )
            );
    }

    private static bool BeginsLine(ReadOnlySpan<char> text, int start)
    {
        var at = start;
        while (at > 0 && start - at < 40 && text[at - 1] is not ('\n' or '\r'))
            at--;
        var line = text[at..start].Trim(" \t\"'`$#>*+-");
        return line.Length == 0
            || line
                is "export"
                    or "set"
                    or "ENV"
                    or "ARG"
                    or "e"
                    or "env:"
                    or "D"
                    or "const"
                    or "var"
                    or "let"
                    or "readonly"
                    or "setx"
                    or "declare"
                    or "declare -x";
    }

    // `:=`, `::=`, `?=`, `??=`, `||=`, `.=`, `+=`, `!=`, `!==`: the place after it; 0 for others.
    private static int Operator(ReadOnlySpan<char> text, int at)
    {
        var end = at;
        while (end < text.Length && end - at < 3 && text[end] == text[at])
            end++;
        return end < text.Length && text[end] == '=' ? AfterEquals(text, end) : 0;
    }

    // `secret[] =`, `secret[25] =`: the place after the assignment.
    private static int Subscript(ReadOnlySpan<char> text, int at)
    {
        var end = at + 1;
        while (end < text.Length && end - at < 8 && char.IsAsciiDigit(text[end]))
            end++;
        if (end >= text.Length || text[end] != ']')
            return 0;
        end = Letters.SkipBlanks(text, end + 1);
        return end < text.Length && text[end] == '=' ? AfterEquals(text, end) : 0;
    }

    // `var apiKey string = "…"`: the place after the assignment; 0 for anything else.
    private static int TypeAfter(ReadOnlySpan<char> text, int at)
    {
        var end = at;
        while (
            end < text.Length
            && end - at < 32
            && (Letters.IsJoined(text[end]) || text[end] is '[' or ']' or '*' or '<' or '>' or '?')
        )
            end++;
        if (end == at)
            return 0;
        end = Letters.SkipBlanks(text, end);
        return end + 1 < text.Length && text[end] == '=' && text[end + 1] is not ('=' or '>') ? end + 1 : 0;
    }

    private static int AfterEquals(ReadOnlySpan<char> text, int at)
    {
        at++;
        while (at < text.Length && text[at] is '=' or '>' or '~')
            at++;
        return at;
    }

    // `name: string = "…"`: past the type to the assignment.
    private static int AfterType(ReadOnlySpan<char> text, int at, out bool typed)
    {
        var window = text[at..Math.Min(text.Length, at + 60)];
        var stop = window.IndexOfAny(TypeEnds);
        typed =
            stop > 1
            && window[stop] == '='
            && window[stop - 1] == ' '
            && stop + 1 < window.Length
            && window[stop + 1] is ' ' or '"' or '\''
            && !window[..stop].Trim().Contains(' ');
        return typed ? at + stop + 1 : at;
    }
}
