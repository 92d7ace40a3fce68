namespace Brain.Messages.Secrets;

/// <summary>
/// Name and password beside each other in a sentence about a login: <c>creds: bob / x9…</c>, <c>admin / x9… is the
/// login for staging</c>, <c>log in with admin:x9…</c>.
/// </summary>
internal static class Login
{
    private const int AroundMax = 120;
    private const int NameMax = 64;

    /// <summary>The words that such a sentence has.</summary>
    internal static readonly string[] Words =
    [
        "login",
        "logins",
        "creds",
        "credentials",
        "log",
        "account",
        "user",
        "username",
        "benutzer",
        "zugang",
        "zugangsdaten",
        "anmeldedaten",
        "identifiant",
        "identifiants",
        "usuario",
        "usuário",
        "credenciales",
        "credenziali",
        "utente",
    ];

    /// <summary>A word that such a sentence has.</summary>
    internal static bool IsWord(ReadOnlySpan<char> word)
    {
        if (word.Length is < 3 or > 12 || (word[0] | 32) is not ('l' or 'c' or 'u' or 'a' or 'b' or 'z' or 'i'))
            return false;
        foreach (var one in Words)
        {
            if (word.Equals(one, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    /// <summary>Adds the passwords of the pairs on the word's line.</summary>
    internal static void Find(ReadOnlySpan<char> text, int start, int end, List<SecretSpan> found)
    {
        var from = Letters.LineStart(text, start, AroundMax);
        var stop = Letters.LineEnd(text, end, AroundMax);
        for (var at = from; at < stop; at++)
        {
            if (text[at] is not ('/' or ':') || at == from || at + 8 > stop)
                continue;
            var isApart = text[at] == '/' && text[at - 1] == ' ' && text[at + 1] == ' ';
            var name = isApart ? at - 1 : at;
            var value = isApart ? at + 2 : at + 1;
            if (!isApart && (text[at] != ':' || char.IsWhiteSpace(text[value]) || text[value] is '/' or ':'))
                continue;
            if (!IsName(text, from, name) || (value < end && start < value))
                continue;
            var last = value;
            while (last < stop && !char.IsWhiteSpace(text[last]))
                last++;
            while (last > value && text[last - 1] is '.' or ',' or ';' or ')' or '"' or '\'' or '`' or '?')
                last--;
            var word = text[value..last];
            // h1:… of go.sum: a digest in base64.
            if (word.EndsWith("=", StringComparison.Ordinal))
                continue;
            if (
                (SecretValue.IsStrong(word) || IsDrawn(word))
                && SecretValue.IsOne(word, NameKind.Password, ValueStyle.Line, '=')
            )
                found.Add(new(value, last, "password"));
        }
    }

    // user=bob:x9…, and not key=order:x9…
    private static ReadOnlySpan<char> WordBefore(ReadOnlySpan<char> text, int end)
    {
        var at = end;
        while (at > 0 && end - at < NameMax && char.IsAsciiLetter(text[at - 1]))
            at--;
        return text[at..end];
    }

    private static bool IsDrawn(ReadOnlySpan<char> word) =>
        Prose.IsOdd(word) && !Randomness.IsUuid(word) && !Randomness.IsHex(word) && word.ContainsAnyInRange('A', 'Z');

    // What ends here is a name, or an address of mail, and begins after a blank or a mark.
    private static bool IsName(ReadOnlySpan<char> text, int from, int end)
    {
        var at = end;
        while (at > from && end - at < NameMax && (Letters.In(text[at - 1], Alphabet.Dotted) || text[at - 1] is '@'))
            at--;
        return end - at >= 2
            && char.IsAsciiLetter(text[at])
            && (
                at == 0
                || text[at - 1] is ' ' or '\n' or '\t' or '"' or '\'' or '`' or '(' or '*'
                || (text[at - 1] == '=' && IsWord(WordBefore(text, at - 1)))
            );
    }
}
