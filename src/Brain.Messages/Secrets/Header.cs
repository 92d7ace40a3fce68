namespace Brain.Messages.Secrets;

/// <summary>Credentials in the values of headers.</summary>
internal static class Header
{
    /// <summary>Adds what follows <c>Authorization:</c>, whatever its scheme.</summary>
    internal static int Authorization(ReadOnlySpan<char> text, int from, int to, List<SecretSpan> found)
    {
        var end = Letters.LineEnd(text, from, Math.Max(to - from, 2048));
        var word = from;
        while (word < end && Letters.IsJoined(text[word]))
            word++;
        var scheme = text[from..word];
        var at = word;
        if (word < end && text[word] == ' ' && scheme.Length is > 1 and < 24 && !Randomness.IsMixed(scheme, 16))
            at = Letters.SkipBlanks(text, word);
        else
            at = from;
        if (
            scheme.Contains("HMAC", StringComparison.Ordinal)
            || scheme is "Digest" or "SharedAccessSignature" or "SharedKey" or "Hawk" or "OAuth"
        )
            return from;
        var stop = at;
        while (
            stop < end
            && !char.IsWhiteSpace(text[stop])
            && text[stop] is not ('"' or '\'' or '`' or ',' or ';' or '<' or '\\')
        )
            stop++;
        if (IsCredential(text[at..stop]))
            found.Add(new(at, stop, "authorization"));
        return stop;
    }

    /// <summary>Something that a scheme is followed by.</summary>
    internal static bool IsCredential(ReadOnlySpan<char> value) =>
        value.Length >= 6
        && !value.ContainsAny('(', '[')
        && !Placeholder.IsOne(value)
        && !Placeholder.IsReference(value)
        && !Randomness.IsMonotone(value)
        && (
            Randomness.IsRandom(value, 8)
            || SecretValue.IsBasic(value)
            || (value.ContainsAnyInRange('0', '9') && !Randomness.IsWords(value))
            || Randomness.IsHex(value)
        );

    /// <summary>Adds the values of cookies that say who somebody is, or look drawn; attributes stay.</summary>
    internal static int Cookies(ReadOnlySpan<char> text, int from, List<SecretSpan> found)
    {
        var end = Letters.LineEnd(text, from, 8192);
        var at = from;
        while (at < end)
        {
            at = Letters.SkipBlanks(text, at);
            var name = at;
            while (at < end && text[at] is not ('=' or ';' or '"' or '\'' or ' '))
                at++;
            if (at >= end || text[at] != '=')
                return at;
            var start = at + 1;
            var stop = start;
            while (stop < end && text[stop] is not (';' or '"' or '\'' or ' ' or '\\' or '\r'))
                stop++;
            var value = text[start..stop];
            if (IsCookie(text[name..at], value))
                found.Add(new(start, stop, "cookie"));
            at = stop;
            if (at >= end || text[at] != ';')
                return at;
            at++;
        }

        return at;
    }

    private static bool IsCookie(ReadOnlySpan<char> name, ReadOnlySpan<char> value)
    {
        if (
            value.Length < 6
            || name.Equals("expires", StringComparison.OrdinalIgnoreCase)
            || name.Equals("path", StringComparison.OrdinalIgnoreCase)
            || name.Equals("domain", StringComparison.OrdinalIgnoreCase)
            || Placeholder.IsOne(value)
            || Placeholder.IsReference(value)
        )
            return false;
        var isNamed =
            SecretName.Of(name) != NameKind.None
            || name.Contains("sess", StringComparison.OrdinalIgnoreCase)
            || name.Contains("sid", StringComparison.OrdinalIgnoreCase)
            || name.Contains("auth", StringComparison.OrdinalIgnoreCase)
            || name.Contains("login", StringComparison.OrdinalIgnoreCase)
            || name.Contains("remember", StringComparison.OrdinalIgnoreCase);
        return isNamed
            ? value.Length >= 8 && !Randomness.IsWords(value) || Randomness.IsHex(value)
            : Randomness.IsMixed(value, 20) || (value.Length >= 32 && Randomness.IsHex(value));
    }
}
