using System.Buffers;

namespace Brain.Messages.Secrets;

/// <summary>
/// Hashes of passwords as <c>/etc/shadow</c>, <c>.htpasswd</c> and LDAP keep them: what is guessed offline.
/// </summary>
internal static class PasswordHash
{
    private static readonly string[] Schemes =
    [
        "$1$",
        "$2a$",
        "$2b$",
        "$2y$",
        "$5$",
        "$6$",
        "$7$",
        "$y$",
        "$apr1$",
        "$argon2i$",
        "$argon2id$",
        "$argon2d$",
        "$scrypt$",
        "$pbkdf2",
        "$8$",
        "$9$",
        "$krb5",
        "$DCC2$",
        "$NETNTLM",
        "$S$",
        "$P$",
        "{SSHA}",
        "{SHA}",
        "{SSHA256}",
        "{SSHA512}",
        "{SHA512}",
        "{PBKDF2",
        "{CRYPT}",
    ];

    private static readonly SearchValues<char> Seconds = SearchValues.Create(
        [.. Schemes.Select(static scheme => scheme[1]).Distinct()]
    );

    /// <summary>Adds the hash that begins at a place.</summary>
    /// <returns>Where to read on.</returns>
    internal static int Find(ReadOnlySpan<char> text, int at, List<SecretSpan> found)
    {
        if (at + 1 >= text.Length || !Seconds.Contains(text[at + 1]))
            return at + 1;
        foreach (var scheme in Schemes)
        {
            if (!text[at..].StartsWith(scheme, StringComparison.Ordinal))
                continue;
            var end = at + scheme.Length;
            var isNetwork = scheme[1] is 'k' or 'D' or 'N';
            while (
                end < text.Length
                && (
                    Letters.In(text[end], Alphabet.Any)
                    || text[end] is '$' or ',' or '{' or '}'
                    || (isNetwork && text[end] is '@' or ':' or '*')
                )
            )
                end++;
            if (end - at - scheme.Length < 20 || Placeholder.IsOne(text[at..end]))
                return at + 1;
            found.Add(new(at, end, "password hash"));
            return end;
        }

        return at + 1;
    }
}
