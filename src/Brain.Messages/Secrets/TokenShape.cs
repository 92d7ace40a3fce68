using System.Buffers;

namespace Brain.Messages.Secrets;

/// <summary>
/// Tokens that show what they are without a name: by their own form, or as vendors of any name write theirs.
/// </summary>
internal static class TokenShape
{
    private const int BodyMin = 20;
    private const int UuidLength = 36;

    /// <summary>A shorter run is no token by its shape.</summary>
    internal const int RunMin = 14;

    private static readonly HashSet<string> Marks = new(StringComparer.OrdinalIgnoreCase)
    {
        "live",
        "prod",
        "production",
        "sk",
        "pat",
        "secret",
        "token",
        "tok",
        "tkn",
        "key",
        "apikey",
        "api",
        "priv",
        "private",
        "auth",
        "pwd",
        "pw",
        "svcacct",
        "sa",
        "rk",
        "bot",
        "pass",
        "oauth",
        "refresh",
        "deploy",
        "sec",
        "admin",
        "access",
        "test",
        "sandbox",
        "svc",
        "st",
        "ak",
        "srv",
        "user",
        "v1",
        "v2",
        "v3",
        "us",
        "eu",
        "rt",
        "at",
        "srt",
        "wh",
    };

    private static readonly HashSet<string> Ids = new(StringComparer.OrdinalIgnoreCase)
    {
        "toolu",
        "msg",
        "req",
        "evt",
        "cus",
        "pi",
        "sub",
        "price",
        "org",
        "file",
        "asst",
        "thread",
        "run",
        "call",
        "chatcmpl",
        "resp",
        "in",
        "ch",
        "acct",
        "pm",
        "seti",
        "src",
        "txn",
        "ii",
        "pk",
        "proj",
        "team",
        "dpl",
        "prj",
        "srvtoolu",
        "batch",
        "sha",
        "sha256",
        "sha384",
        "sha512",
        "md5",
        "user",
        "usr",
        "id",
        "vpc",
        "ami",
        "subnet",
        "sg",
        "i",
        "arn",
        "rev",
        "commit",
        "build",
        "pub",
        "publishable",
        "public",
        "ws",
        "fc",
        "rs",
        "chunk",
        "css",
        "jss",
        "sc",
        "svelte",
        "styles",
        "index",
        "main",
        "vendor",
        "wf",
        "job",
        "task",
        "trace",
        "span",
        "session",
        "sess",
        "ent",
        "ref",
        "blob",
        "cs",
        "prod",
        "plan",
        "ba",
        "card",
        "tr",
        "po",
        "re",
        "du",
        "si",
        "sched",
        "order",
        "ord",
        "inv",
        "doc",
        "img",
        "node",
        "pod",
        "deployment",
        "env",
        "wrk",
        "cid",
        "uid",
        "gid",
        "eni",
        "vol",
        "snap",
        "lt",
        "igw",
        "rtb",
        "sesn",
        "memstore",
    };

    /// <summary>An id as vendors write theirs: file_011C…</summary>
    internal static bool IsId(ReadOnlySpan<char> value) =>
        value.IndexOf('_') is var joint
        && joint > 0
        && Ids.GetAlternateLookup<ReadOnlySpan<char>>().Contains(value[..joint])
        && !value.Contains("secret", StringComparison.OrdinalIgnoreCase);

    /// <summary>A whole run of characters that is a token by its shape alone.</summary>
    /// <param name="text">All.</param>
    /// <param name="start">The run's first character.</param>
    /// <param name="end">The character after its last.</param>
    internal static (int End, string Kind) At(ReadOnlySpan<char> text, int start, int end)
    {
        var run = text[start..end];
        if (run.Length < RunMin)
            return default;
        if (run.Length >= 20 && run.StartsWith("eyJ", StringComparison.Ordinal) && IsJwt(run))
            return (end, "json web token");
        if (run.IndexOf("_eyJ", StringComparison.Ordinal) is var inner and > 0 && IsJwt(run[(inner + 1)..]))
            return (end, "json web token");
        if (run.Length == 84 && run[76..80] is "AZDO" && Randomness.IsMixed(run, 84))
            return (end, "azure token");
        if (IsNumbered(run))
            return (end, "mail key");
        if (run.StartsWith("LS0tLS1CRUdJTi", StringComparison.Ordinal) && IsEncodedKey(text, start))
            return (Letters.While(text, start, Alphabet.Padded), "private key");
        if (run.Length >= 50 && run.Count('.') == 2 && run[0] is 'M' or 'N' or 'O' && IsDiscord(run))
            return (end, "discord token");
        if (run.Length > 60 && run.Contains(".atlasv1.", StringComparison.Ordinal) && !Placeholder.IsOne(run))
            return (end, "terraform token");
        if (run.Length == 40 && run.EndsWith("_mmk", StringComparison.Ordinal))
            return (end, "maxmind key");
        if (
            run.StartsWith("A3-", StringComparison.Ordinal)
            && run.Length is >= 33 and <= 42
            && !run.ContainsAnyInRange('a', 'z')
            && run.ContainsAnyInRange('0', '9')
            && run.Count('-') >= 5
        )
            return (end, "1password key");
        if (run.Length > 200 && HasKeyWithin(run))
            return (Letters.While(text, start, Alphabet.Padded), "private key");
        if (run.StartsWith("pk_", StringComparison.Ordinal) && IsNumberAndKey(run[3..]))
            return (end, "token");
        if (run[0] is '5' or 'K' or 'L' && run.Length is 51 or 52 && BitcoinKey.Holds(run))
            return (end, "bitcoin key");
        return IsVendors(run) ? (end, "token") : default;
    }

    // header.payload.signature, each base64url, the first two of JSON.
    private static bool IsJwt(ReadOnlySpan<char> run)
    {
        var dot = run.IndexOf('.');
        return dot >= 10 && run[(dot + 1)..].StartsWith("eyJ", StringComparison.Ordinal) && run.Length - dot > 20
            || (dot > 10 && run.Count('.') == 4);
    }

    // pk_4753994_…: whose it is, and 32 letters and figures; a public key has no such number.
    private static bool IsNumberAndKey(ReadOnlySpan<char> rest)
    {
        var joint = rest.IndexOf('_');
        return joint is >= 4 and <= 12
            && !rest[..joint].ContainsAnyExceptInRange('0', '9')
            && rest.Length - joint - 1 == 32
            && !rest[(joint + 1)..].ContainsAnyInRange('a', 'z')
            && Randomness.IsRandom(rest[(joint + 1)..], 32);
    }

    // 32 hexadecimal digits and the data centre: 9f3c…-us12.
    private static bool IsNumbered(ReadOnlySpan<char> run) =>
        run.Length is 36 or 37
        && run[32] == '-'
        && run[33] == 'u'
        && run[34] == 's'
        && !run[35..].ContainsAnyExceptInRange('0', '9')
        && Randomness.IsHex(run[..32]);

    // "PRIVATE KEY" in base64, at each of the three places that a letter can have.
    private static readonly SearchValues<string> EncodedKeys = SearchValues.Create(
        ["UFJJVkFURSBLRV", "BSSVZBVEUgS0VZ", "QUklWQVRFIEtF"],
        StringComparison.Ordinal
    );

    /// <summary>Base64 of a text that has a private key in it.</summary>
    internal static bool HasKeyWithin(ReadOnlySpan<char> encoded) => encoded.IndexOfAny(EncodedKeys) >= 0;

    private static bool IsEncodedKey(ReadOnlySpan<char> text, int start)
    {
        var head = text[start..Math.Min(text.Length, start + 64)];
        head = head[..(Letters.While(head, 0, Alphabet.Padded) / 4 * 4)];
        Span<byte> bytes = stackalloc byte[64];
        return Convert.TryFromBase64Chars(head, bytes, out var count) && bytes[..count].IndexOf("PRIVATE KEY"u8) >= 0;
    }

    private static bool IsDiscord(ReadOnlySpan<char> run)
    {
        var first = run.IndexOf('.');
        var last = run.LastIndexOf('.');
        return first is >= 23 and <= 28 && last - first is 7 && run.Length - last > 27;
    }

    // prefix_live_BODY, abc-BODY, x.y.BODY: a body that was drawn behind words, one of which says that it opens
    // something.
    private static bool IsVendors(ReadOnlySpan<char> run)
    {
        var at = run.Length - 1;
        while (at >= 0 && run[at] is not ('_' or '-' or '.'))
            at--;
        if (at < 2 || !char.IsAsciiLetter(run[0]))
            return false;
        // The body may itself have a joint or two: the last joint that still leaves words before it.
        var (first, isMarked, isId) = (true, false, false);
        var begin = 0;
        for (var i = 0; i <= at; i++)
        {
            if (run[i] is not ('_' or '-' or '.'))
                continue;
            var word = run[begin..i];
            // sk_test_0b9b5db6-…: a UUID behind words that say it is to be kept.
            if (run.Length - i - 1 == UuidLength && Randomness.IsUuid(run[(i + 1)..]))
                return !isId && HasKept(run[..i], run[i]);
            if (word.Length is > 4 and <= 24 && IsGlued(word, run[(i + 1)..]))
                return true;
            if (word.Length is 0 or > 12 || !IsPrefix(word))
                break;
            isId |= first && Ids.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);
            isMarked |= Marks.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);
            (first, begin) = (false, i + 1);
        }

        if (begin == 0)
            return false;
        var body = run[begin..];
        if (Placeholder.IsOne(body) || Randomness.IsMonotone(body) || Randomness.IsUuid(body))
            return false;
        if (isId)
            return isMarked
                && run[..begin].Contains("secret", StringComparison.OrdinalIgnoreCase)
                && Randomness.IsMixed(body, BodyMin);
        var joints = body.Count('-') + body.Count('_') + body.Count('.');
        if (joints > body.Length / 12)
            return false;
        return isMarked
            ? Randomness.IsMixed(body, BodyMin)
                || (body.Length >= 32 && joints == 0 && (Randomness.IsHex(body) || Randomness.IsRandom(body, 32)))
            : run[begin - 1] != '.'
                && joints == 0
                && body.Length is >= 30 and <= 120
                && Randomness.IsMixed(body, 30)
                && run[..begin].Length <= 12;
    }

    // Not tls-secret-0b9b5db6-…, which is called so, nor secret_id_0b9b5db6-….
    private static bool HasKept(ReadOnlySpan<char> prefix, char joint)
    {
        if (
            prefix.EndsWith("id", StringComparison.OrdinalIgnoreCase)
            || (joint != '_' && !prefix.StartsWith("sk", StringComparison.Ordinal))
        )
            return false;
        foreach (var range in prefix.SplitAny("_-."))
        {
            if (
                prefix[range]
                is "sk"
                    or "rk"
                    or "secret"
                    or "sec"
                    or "priv"
                    or "private"
                    or "apikey"
                    or "pat"
                    or "SK"
                    or "SECRET"
            )
                return true;
        }

        return false;
    }

    // tinsecret-9f3c…, tinACCESSKEY-…: the word before the joint names a secret, the body was drawn.
    private static bool IsGlued(ReadOnlySpan<char> word, ReadOnlySpan<char> body) =>
        body.Length >= BodyMin
        && !word.ContainsAnyInRange('0', '9')
        && SecretName.Of(word) is NameKind.Key or NameKind.Password
        && !Placeholder.IsOne(body)
        && !Randomness.IsMonotone(body)
        && (Randomness.IsUuid(body) || (!body.ContainsAny('-', '_', '.') && Prose.IsDrawn(body)));

    private static bool IsPrefix(ReadOnlySpan<char> word)
    {
        var (digits, upper) = (0, 0);
        foreach (var c in word)
        {
            if (!char.IsAsciiLetterOrDigit(c))
                return false;
            digits += char.IsAsciiDigit(c) ? 1 : 0;
            upper += char.IsAsciiLetterUpper(c) ? 1 : 0;
        }

        return digits <= 2
            && (
                upper == 0 || upper == word.Length - digits || (upper == 1 && char.IsUpper(word[0]) && word.Length < 8)
            );
    }
}
