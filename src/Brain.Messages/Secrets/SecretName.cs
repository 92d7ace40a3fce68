namespace Brain.Messages.Secrets;

/// <summary>What a name says of the value beside it.</summary>
internal enum NameKind
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A machine's words that are secrets when they look drawn: <c>key</c>, <c>sig</c>, <c>auth</c>.</summary>
    Weak,

    /// <summary>The key of something that is opened with one, by all one can tell: <c>cloudy_key</c>.</summary>
    Own,

    /// <summary>Who somebody is to a web server, in a cookie. Our own sessions' ids are none.</summary>
    Session,

    /// <summary>A password or a key by its end, a function or a thing by its beginning: <c>CACHE_REDIS_PASSWORD</c>,
    /// <c>getToken</c>.</summary>
    Doubtful,

    /// <summary>Tokens and keys.</summary>
    Key,

    /// <summary>What people make up: passwords, PINs.</summary>
    Password,

    /// <summary>Words in a row: recovery phrases.</summary>
    Phrase,

    /// <summary>A scheme and credentials.</summary>
    Authorization,

    /// <summary>Pairs of names and values.</summary>
    Cookie,
}

/// <summary>
/// Reads names in every style of writing: <c>db_password</c>, <c>DB-PASS</c>, <c>clientSecret</c>, <c>X-Api-Key</c>,
/// <c>Kennwort</c>.
/// </summary>
internal static class SecretName
{
    /// <summary>The longest name that is read.</summary>
    internal const int LengthMax = 80;

    // What a name begins with that is about a secret and has none itself: max_tokens, forgotPassword, primary_key.
    private static readonly HashSet<string> Before =
    [
        "has",
        "is",
        "forgot",
        "forget",
        "max",
        "min",
        "num",
        "total",
        "count",
        "public",
        "pub",
        "publishable",
        "continuation",
        "cancellation",
        "cancel",
        "prompt",
        "completion",
        "budget",
        "need",
        "needs",
        "require",
        "requires",
        "invalid",
        "missing",
        "expected",
        "primary",
        "foreign",
        "partition",
        "sort",
        "idempotency",
    ];

    // What begins names of functions and of what a program counts or keeps, and names of real services, too: getToken
    // and READ_API_KEY, nextToken and NEXT_AUTH_SECRET.
    private static readonly HashSet<string> Perhaps =
    [
        "get",
        "read",
        "fetch",
        "load",
        "find",
        "lookup",
        "resolve",
        "validate",
        "verify",
        "check",
        "generate",
        "create",
        "make",
        "decrypt",
        "ensure",
        "remove",
        "delete",
        "rotate",
        "hash",
        "compare",
        "reset",
        "no",
        "show",
        "hide",
        "toggle",
        "next",
        "page",
        "sync",
        "use",
        "cache",
        "input",
    ];

    // What makes a name another, wherever it stands in it.
    private static readonly HashSet<string> Elsewhere =
    [
        "keying",
        "keyboard",
        "keyword",
        "keywords",
        "hotkey",
        "keyframe",
        "public",
        "publishable",
        "cancellation",
        "continuation",
        "placeholder",
        "idempotency",
    ];

    // What a name ends with that is about a secret: token_count, password_field, secret_name.
    private static readonly HashSet<string> After =
    [
        "type",
        "types",
        "url",
        "uri",
        "endpoint",
        "count",
        "limit",
        "length",
        "len",
        "size",
        "min",
        "max",
        "name",
        "names",
        "field",
        "fields",
        "label",
        "hint",
        "policy",
        "file",
        "filename",
        "path",
        "dir",
        "arn",
        "ref",
        "reference",
        "header",
        "prefix",
        "suffix",
        "regex",
        "pattern",
        "format",
        "status",
        "state",
        "error",
        "errors",
        "message",
        "placeholder",
        "description",
        "title",
        "text",
        "help",
        "required",
        "enabled",
        "disabled",
        "valid",
        "invalid",
        "expired",
        "expires",
        "expiry",
        "expiration",
        "at",
        "age",
        "ttl",
        "timeout",
        "version",
        "algorithm",
        "alg",
        "fingerprint",
        "thumbprint",
        "provider",
        "manager",
        "service",
        "store",
        "handler",
        "helper",
        "class",
        "generator",
        "factory",
        "validator",
        "strength",
        "index",
        "idx",
        "encryption",
        "position",
        "offset",
        "usage",
        "budget",
        "rate",
        "cost",
        "price",
        "public",
        "in",
        "out",
        "used",
        "left",
        "total",
        "per",
        "mode",
        "scope",
        "scopes",
        "lifetime",
        "rotation",
        "issuer",
        "audience",
        "set",
        "changed",
        "updated",
        "created",
        "date",
        "time",
        "source",
        "mount",
        "strategy",
        "match",
        "mismatch",
        "rule",
        "rules",
        "checker",
        "reader",
        "writer",
        "parser",
        "scanner",
        "input",
        "button",
        "link",
        "page",
        "form",
        "prompt",
        "variable",
        "env",
        "var",
        "kind",
        "bits",
        "sha",
        "encoder",
        "hasher",
        "resolver",
        "callback",
    ];

    private static readonly HashSet<string> PasswordWords =
    [
        "pwd",
        "pass",
        "passwd",
        "pw",
        "pin",
        "psk",
        "passkey",
        "otp",
        "cvv",
        "cvc",
        "pswd",
        "psswd",
        "pswrd",
        "psword",
        "psswrd",
        "pssword",
        "paswd",
        "paswrd",
        "pasword",
        "paasword",
        "passworsd",
        "psw",
        "pwhash",
        "pwords",
        "secretword",
        "mdp",
        "passe",
        "clave",
        "sandi",
        "authtok",
    ];

    private static readonly HashSet<string> KeyWords =
    [
        "token",
        "tokens",
        "secrets",
        "jwt",
        "bearer",
        "credentials",
        "creds",
        "cred",
        "pat",
        "apikeys",
        "accesskeys",
        "hmac",
        "dsn",
        "sas",
        "mfa",
        "csrf",
        "xsrf",
    ];

    // What a key opens or belongs to: api_key, not cache_key.
    private static readonly HashSet<string> KeyOwners =
    [
        "api",
        "access",
        "secret",
        "private",
        "encryption",
        "signing",
        "master",
        "account",
        "shared",
        "auth",
        "app",
        "application",
        "license",
        "licence",
        "client",
        "service",
        "deploy",
        "ingest",
        "write",
        "admin",
        "hmac",
        "security",
        "storage",
        "subscription",
        "function",
        "integration",
        "consumer",
        "routing",
        "recovery",
        "user",
        "server",
        "rest",
        "management",
        "root",
        "host",
        "crypto",
        "cipher",
        "aes",
        "des",
        "session",
        "cookie",
        "jwt",
        "sso",
        "ssh",
        "rsa",
        "wallet",
        "send",
        "bot",
        "team",
        "org",
        "global",
        "live",
        "test",
        "prod",
        "production",
        "vault",
        "unseal",
        "unlock",
        "activation",
        "serial",
        "product",
        "stream",
        "publish",
        "push",
        "fcm",
        "pre",
        "at",
        "web",
        "agent",
        "ops",
        "hec",
        "wifi",
        "wpa",
        "network",
        "tsig",
        // Whose service a key opens.
        "heroku",
        "hubspot",
        "snyk",
        "mailchimp",
        "mailgun",
        "mailjet",
        "sendgrid",
        "postmark",
        "sparkpost",
        "stripe",
        "twilio",
        "messagebird",
        "openai",
        "anthropic",
        "cohere",
        "mistral",
        "groq",
        "replicate",
        "huggingface",
        "pinecone",
        "deepl",
        "datadog",
        "algolia",
        "cloudflare",
        "fastly",
        "github",
        "gitlab",
        "bitbucket",
        "npm",
        "slack",
        "discord",
        "telegram",
        "aws",
        "azure",
        "gcp",
        "google",
        "gemini",
        "firebase",
        "sentry",
        "relic",
        "okta",
        "jira",
        "linode",
        "digitalocean",
        "vultr",
        "netlify",
        "vercel",
        "supabase",
        "mapbox",
        "maps",
        "pagerduty",
        "opsgenie",
        "airtable",
        "notion",
        "asana",
        "shopify",
        "paypal",
        "braintree",
        "plaid",
        "adyen",
        "coinbase",
        "binance",
        "infura",
        "alchemy",
        "etherscan",
        "weather",
        "tmdb",
        "omdb",
        "steam",
        "twitch",
        "spotify",
        "youtube",
    ];

    /// <summary>What a name within a text says; a text says the same few again and again.</summary>
    internal static NameKind Within(ReadOnlySpan<char> name)
    {
        var known = NameMemo.OfThread;
        if (!known.TryGet(name, out var kind))
            known.Set(name, kind = Of(name));
        return kind;
    }

    /// <summary>What a name says.</summary>
    internal static NameKind Of(ReadOnlySpan<char> name)
    {
        if (name.Length is < 2 or > LengthMax || !NameStems.MayBeIn(name))
            return NameKind.None;
        Span<char> joined = stackalloc char[name.Length];
        Span<Range> words = stackalloc Range[24];
        var (length, count) = Split(name, joined, words);
        if (count == 0)
            return NameKind.None;
        ReadOnlySpan<char> all = joined[..length];
        if (count == 1 && length < 2)
            return NameKind.None;
        if (
            all is "authorization" or "proxyauthorization" or "xauthorization"
            || all.EndsWith("extraheader", StringComparison.Ordinal)
        )
            return NameKind.Authorization;
        // What others check a certificate by is for everybody.
        if (all.EndsWith("certhash", StringComparison.Ordinal))
            return NameKind.None;
        if (all is "cookie" or "setcookie" or "cookies")
            return NameKind.Cookie;
        if (IsAboutOne(all, words[..count]) || TurnsPages(all, words[..count]))
            return NameKind.None;
        var kind = OfWords(all, words[..count]);
        return kind is NameKind.None || !IsPerhapsOne(all, words[..count]) ? kind
            : kind is NameKind.Password or NameKind.Key ? NameKind.Doubtful
            : NameKind.None;
    }

    private static NameKind OfWords(ReadOnlySpan<char> all, ReadOnlySpan<Range> words)
    {
        var last = all[words[^1]];
        var stem = NameStems.In(all);
        if (
            all is "sid" or "sessionid" or "session" or "sess"
            || all.EndsWith("sessid", StringComparison.Ordinal)
            || all.EndsWith("sessionid", StringComparison.Ordinal)
        )
            return NameKind.Session;
        if (stem == NameKind.Phrase || all is "seed" or "phrase")
            return NameKind.Phrase;
        if (
            stem == NameKind.Password
            || all.EndsWith("secretstring", StringComparison.Ordinal)
            || all.EndsWith("secretvalue", StringComparison.Ordinal)
            || HasPasswordWord(all, words)
        )
            return NameKind.Password;
        if (stem == NameKind.Key || HasKeyWord(all, words))
            return NameKind.Key;
        return !IsWeak(last) ? NameKind.None
            : words.Length > 1 && last is "key" or "keys" && !LookupKey.IsOf(all[words[^2]]) ? NameKind.Own
            : NameKind.Weak;
    }

    /// <summary>What a weak name says behind the word before it: <c>API key</c>, <c>ACCESS code</c>.</summary>
    internal static NameKind Behind(ReadOnlySpan<char> text, int start, int end)
    {
        if (start < 4 || text[start - 1] != ' ' || end - start > 5 || !IsWeak(text[start..end]))
            return NameKind.Weak;
        var at = start - 1;
        while (at > 0 && start - at < 24 && char.IsAsciiLetter(text[at - 1]))
            at--;
        Span<char> before = stackalloc char[start - 1 - at];
        text[at..(start - 1)].ToLowerInvariant(before);
        return before
                is "api"
                    or "secret"
                    or "access"
                    or "private"
                    or "auth"
                    or "license"
                    or "licence"
                    or "encryption"
                    or "signing"
                    or "client"
                    or "account"
                    or "activation"
                    or "recovery"
                    or "backup"
                    or "master"
                    or "authentication"
                    or "authorization"
                    or "authorisation"
                ? NameKind.Key
            : LookupKey.IsOf(before) ? NameKind.None
            : NameKind.Weak;
    }

    /// <summary>
    /// A password under such a name may read so. Where nothing but a short word says that it is one, the value must say
    /// so too: a pin is also a piece of hardware, a pass one over a program or a test that went well, OTP a platform.
    /// </summary>
    internal static bool Fits(ReadOnlySpan<char> name, ReadOnlySpan<char> value, ValueStyle style, char mark)
    {
        if (name.Length is < 2 or > LengthMax)
            return true;
        Span<char> joined = stackalloc char[name.Length];
        Span<Range> words = stackalloc Range[24];
        var (length, count) = Split(name, joined, words);
        ReadOnlySpan<char> all = joined[..length];
        if (count == 0 || NameStems.In(all) != NameKind.None || EndsWithPass(all))
            return true;
        var brief = all[..0];
        var isOther = false;
        foreach (var range in words[..count])
        {
            var word = all[range];
            if (BriefName.IsOne(word))
                brief = word;
            else if (
                PasswordWords.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word)
                || Array.IndexOf(PassOwners, word.ToString()) >= 0
            )
                return true;
            else
                isOther |= BriefName.IsOfOther(word);
        }

        if (brief.IsEmpty)
            return true;
        isOther |= !BriefName.IsOne(all[words[count - 1]]);
        var place =
            mark == NamedValue.Environment || (count == 1 && style == ValueStyle.Line && mark != ':')
                ? BriefPlace.Plain
            : style != ValueStyle.Quoted || isOther ? BriefPlace.Any
            : BriefName.IsVerdict(value) || BriefName.IsOfOther(value) ? BriefPlace.Any
            : mark != '=' ? BriefPlace.Quoted
            : name.ContainsAnyInRange('a', 'z') ? BriefPlace.Assigned
            : BriefPlace.Plain;
        return BriefName.Fits(brief, value, isAlone: count == 1, place);
    }

    /// <summary>What sentences call a password; "pass" they say of other things.</summary>
    internal static bool IsSpoken(ReadOnlySpan<char> name) =>
        name.Equals("password", StringComparison.OrdinalIgnoreCase)
        || name.Equals("passphrase", StringComparison.OrdinalIgnoreCase)
        || name.Equals("passwort", StringComparison.OrdinalIgnoreCase)
        || name.Equals("kennwort", StringComparison.OrdinalIgnoreCase)
        || name.Equals("passcode", StringComparison.OrdinalIgnoreCase);

    // Lower case, without joints, and where its words were.
    private static (int Length, int Words) Split(ReadOnlySpan<char> name, Span<char> into, Span<Range> words)
    {
        var (length, count, start) = (0, 0, 0);
        for (var i = 0; i < name.Length; i++)
        {
            var c = name[i];
            var isLetter = char.IsLetter(c);
            var hump =
                isLetter
                && i > 0
                && char.IsUpper(c)
                && (
                    char.IsLower(name[i - 1])
                    || (char.IsUpper(name[i - 1]) && i + 1 < name.Length && char.IsLower(name[i + 1]))
                );
            if ((!isLetter || hump) && length > start && count < words.Length)
            {
                words[count++] = start..length;
                start = length;
            }

            if (isLetter)
                into[length++] = char.ToLowerInvariant(c);
        }

        if (length > start && count < words.Length)
            words[count++] = start..length;
        return (length, count);
    }

    // The name of something else that has to do with secrets: token_count, password_field, forgotPassword, public_key.
    private static bool IsAboutOne(ReadOnlySpan<char> all, ReadOnlySpan<Range> words)
    {
        var first = all[words[0]];
        var last = all[words[^1]];
        if (words.Length > 1 && Before.GetAlternateLookup<ReadOnlySpan<char>>().Contains(first))
            return first is not "primary" || last is not ("secret" or "token" or "password");
        foreach (var word in words)
        {
            if (Elsewhere.GetAlternateLookup<ReadOnlySpan<char>>().Contains(all[word]))
                return true;
        }

        return words.Length > 1 && After.GetAlternateLookup<ReadOnlySpan<char>>().Contains(last)
            ? !(last is "url" or "uri" && all.Contains("webhook", StringComparison.Ordinal))
            : last is "id" or "ids"
                && !all.EndsWith("secretid", StringComparison.Ordinal)
                && !all.EndsWith("sessid", StringComparison.Ordinal)
                && !all.EndsWith("accesskeyid", StringComparison.Ordinal);
    }

    // getToken and CACHE_REDIS_PASSWORD, key_vault_secret and VAULT_SECRET_ID: told apart by the value. What pages are
    // turned with, and what a key finds, opens nothing.
    private static bool IsPerhapsOne(ReadOnlySpan<char> all, ReadOnlySpan<Range> words)
    {
        var last = all[words[^1]];
        if (words.Length > 1 && Perhaps.GetAlternateLookup<ReadOnlySpan<char>>().Contains(all[words[0]]))
            return all[words[0]] is not ("input" or "reset") || last is not ("secret" or "token" or "password");
        foreach (var word in words)
        {
            if (all[word] is "vault" or "keyvault" && last is not ("password" or "pass" or "token"))
                return true;
        }

        return false;
    }

    // nextToken, page_token, next_sync_token.
    private static bool TurnsPages(ReadOnlySpan<char> all, ReadOnlySpan<Range> words)
    {
        if (words.Length < 2 || all[words[^1]] is not ("token" or "tokens"))
            return false;
        foreach (var word in words[..^1])
        {
            if (all[word] is not ("next" or "page" or "sync"))
                return false;
        }

        return true;
    }

    private static bool HasPasswordWord(ReadOnlySpan<char> all, ReadOnlySpan<Range> words)
    {
        foreach (var word in words)
        {
            if (PasswordWords.GetAlternateLookup<ReadOnlySpan<char>>().Contains(all[word]))
                return true;
        }

        return EndsWithPass(all)
            || all.Length > 5
                && (
                    all.EndsWith("pwd", StringComparison.Ordinal)
                    || all.EndsWith("passw", StringComparison.Ordinal)
                    || all.EndsWith("dbpw", StringComparison.Ordinal)
                    || all.EndsWith("userpw", StringComparison.Ordinal)
                    || all.EndsWith("adminpw", StringComparison.Ordinal)
                );
    }

    // storepass, rootpass; not bypass, compass, minipass.
    private static bool EndsWithPass(ReadOnlySpan<char> all)
    {
        if (!all.EndsWith("pass", StringComparison.Ordinal))
            return false;
        foreach (var owner in PassOwners)
        {
            if (all[..^4].EndsWith(owner, StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    private static readonly string[] PassOwners =
    [
        "store",
        "key",
        "root",
        "admin",
        "become",
        "user",
        "db",
        "wallet",
        "smtp",
        "mail",
        "ftp",
        "ssh",
        "auth",
        "master",
        "ldap",
        "bind",
        "redis",
        "mysql",
        "wifi",
        "login",
        "sudo",
        "http",
        "rpc",
        "app",
        "bot",
        "rtsp",
        "vnc",
        "mqtt",
        "ipmi",
        "pfx",
        "jks",
        "zip",
        "remote",
        "default",
        "service",
        "proxy",
        "client",
        "server",
        "account",
        "backup",
        "deploy",
        "repo",
        "pop",
        "imap",
        "sip",
        "sasl",
        "mongo",
        "postgres",
        "oracle",
        "rabbit",
        "vault",
    ];

    private static bool HasKeyWord(ReadOnlySpan<char> all, ReadOnlySpan<Range> words)
    {
        for (var i = 0; i < words.Length; i++)
        {
            var word = all[words[i]];
            if (KeyWords.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word))
                return word is not "tokens" || i == words.Length - 1;
            if (
                i > 0
                && word is "key" or "keys" or "salt" or "data" or "string" or "conn"
                && IsOwned(all[words[i - 1]], word)
            )
                return true;
        }

        return all.EndsWith("token", StringComparison.Ordinal) || all.EndsWith("authkey", StringComparison.Ordinal);
    }

    private static bool IsOwned(ReadOnlySpan<char> before, ReadOnlySpan<char> word) =>
        word is "data" ? before is "key"
        : word is "salt" ? before is "auth" or "in" or "nonce"
        : before is "nonce" or "in"
            || word is "key" or "keys" && KeyOwners.GetAlternateLookup<ReadOnlySpan<char>>().Contains(before);

    private static bool IsWeak(ReadOnlySpan<char> last) =>
        last
            is "key"
                or "keys"
                or "auth"
                or "sig"
                or "signature"
                or "code"
                or "pepper"
                or "access"
                or "api"
                or "license"
                or "serial"
                or "encrypt"
                or "security";
}
