using System.Buffers;

namespace Brain.Messages.Secrets;

/// <summary>
/// Literals that are secrets by their place in a call or a tuple: <c>HTTPBasicAuth("bob", "x")</c>, <c>auth=("bob",
/// "x")</c>,
/// <c>getConnection(url, "app", "x")</c>.
/// </summary>
internal static class CallArguments
{
    private const int ArgumentsMax = 5;
    private const int LengthMax = 512;

    private static readonly SearchValues<string> Openers = SearchValues.Create(
        [
            "connect",
            "client",
            "login",
            "logon",
            "signin",
            "sign_in",
            "authenticate",
            "credential",
            "mongo",
            "smtp",
            "imap",
            "amqp",
            "ldap",
            "mysql",
            "postgres",
            "account",
            "createuser",
            "create_user",
            "adduser",
            "add_user",
            "datasource",
            "oauth",
            "twitter",
            "tweepy",
        ],
        StringComparison.OrdinalIgnoreCase
    );

    // The place of the secret among the arguments, from 0.
    private static readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> Places = Made(
        (
            0,
            [
                "hmac.new",
                "stripe",
                "make_password",
                "check_password",
                "set_password",
                "bcrypt.hash",
                "aes.new",
                "fernet",
                "cookieparser",
                "ethers.wallet",
                "account.from_key",
                "privatekeytoaccount",
                "bcrypt.hashsync",
                "bcrypt.compare",
                "bcrypt.comparesync",
                "generate_password_hash",
                "password_hash",
                "password_verify",
            ]
        ),
        (
            1,
            [
                "basicauth",
                "httpbasicauth",
                "httpdigestauth",
                "httpproxyauth",
                "httpntlmauth",
                "digestauth",
                "basic_auth",
                "setbasicauth",
                "withbasicauth",
                "basicauthentication",
                "auth",
                "usernamepasswordcredentials",
                "usernamepasswordcredential",
                "usernamepasswordtoken",
                "usernamepasswordauthenticationtoken",
                "networkcredential",
                "passwordauthentication",
                "pscredential",
                "plaincredentials",
                "plainauthprovider",
                "plaintextauthprovider",
                "passwordauthenticator",
                "basicawscredentials",
                "awsbasiccredentials.create",
                "login",
                "login_user",
                "simple_bind_s",
                "oci_connect",
                "cx_oracle.connect",
                "oracledb.connect",
                "wifi.begin",
                "jwt.sign",
                "jwt.encode",
                "jwt.decode",
                "jwt.verify",
                "createhmac",
                "createcipher",
                "twilio",
                "algoliasearch",
                "withusernamepassword",
                "storagesharedkeycredential",
                "basicauthinterceptor",
                "basicauthenticationinterceptor",
                "setcredentials",
                "withcredentials",
                "credentials",
                "authtokens.basic",
                "auth.basic",
                "set_access_token",
            ]
        ),
        (
            2,
            [
                "create_user",
                "create_superuser",
                "getconnection",
                "mysqli_connect",
                "mysqli",
                "pdo",
                "plainauth",
                "ftp_login",
                "ssh2_auth_password",
                "ldap_bind",
                "imap_open",
                "odbc_connect",
                "drivermanagerdatasource",
                "sequelize",
                "clientsecretcredential",
            ]
        )
    );

    // How long the names are that end with each letter: cheap, for nearly all calls are none of them.
    private static readonly ulong[] LengthsOfLast = Lengths();

    private static readonly string[] Algorithms =
    [
        "HS256",
        "HS384",
        "HS512",
        "RS256",
        "RS384",
        "RS512",
        "ES256",
        "ES384",
        "PS256",
        "oauth1",
        "oauth2",
    ];

    /// <summary>Adds the secret among the arguments of the call whose name ends at a place.</summary>
    internal static void Find(ReadOnlySpan<char> text, int start, int end, List<SecretSpan> found)
    {
        var open = text[end] == '(' ? end : Tuple(text, start, end);
        if (open < 0 || !HasLiteral(text, open))
            return;
        var place = Place(text[start..end]);
        if (place < 0 && !IsOpener(text[start..end]))
            return;
        Span<Range> literals = stackalloc Range[ArgumentsMax];
        var count = Read(text, open + 1, literals, out _);
        if (place < 0)
        {
            Guess(text, literals[..count], found);
            return;
        }

        if (place >= count || text[literals[place]] is not { IsEmpty: false } literal || IsAlgorithm(literal))
            return;
        if (SecretValue.IsOne(literal, NameKind.Password, ValueStyle.Loose, '('))
            found.Add(new(literals[place].Start.Value, literals[place].End.Value, "argument"));
    }

    // Whatever opens something for somebody: a client, a connection, a session; and has literals.
    private static bool IsOpener(ReadOnlySpan<char> name) => name.IndexOfAny(Openers) >= 0;

    // Cheap: most calls have no literals, or their statement ends before one.
    private static bool HasLiteral(ReadOnlySpan<char> text, int open)
    {
        var window = text[open..Math.Min(text.Length, open + LengthMax)];
        return window.IndexOfAny('"', '\'', ';') is var first and >= 0 && window[first] != ';';
    }

    // The literal behind a user's name, or any that nobody would write for anything but a secret.
    private static void Guess(ReadOnlySpan<char> text, ReadOnlySpan<Range> literals, List<SecretSpan> found)
    {
        for (var i = 0; i < literals.Length; i++)
        {
            var value = text[literals[i]];
            if (
                value.Length >= 6
                && !value.ContainsAny(" /:,")
                && !TokenShape.IsId(value)
                && (
                    SecretValue.IsStrong(value) && !IsHost(value)
                    || (i > 0 && IsUser(text[literals[i - 1]]) && SecretValue.IsTelling(value) && !IsHost(value))
                )
                && SecretValue.IsOne(value, NameKind.Password, ValueStyle.Loose, '(')
            )
                found.Add(new(literals[i].Start.Value, literals[i].End.Value, "argument"));
        }
    }

    private static bool IsUser(ReadOnlySpan<char> value) =>
        value.Length is >= 2 and <= 32
        && char.IsAsciiLetter(value[0])
        && Letters.While(value, 0, Alphabet.Word) == value.Length
        && !value.ContainsAnyInRange('0', '9');

    private static bool IsHost(ReadOnlySpan<char> value) =>
        value.Contains('.') && Letters.While(value, 0, Alphabet.Dotted) == value.Length;

    /// <summary>The literals among the arguments that follow an opening parenthesis; what is none is empty.</summary>
    /// <param name="text">All.</param>
    /// <param name="at">The place after the parenthesis.</param>
    /// <param name="literals">Where each argument's literal stands.</param>
    /// <param name="end">What ended the last one: a comma, the closing parenthesis; -1 when nothing did.</param>
    /// <returns>How many arguments there are.</returns>
    internal static int Read(ReadOnlySpan<char> text, int at, Span<Range> literals, out int end)
    {
        var max = Math.Min(text.Length, at + LengthMax);
        var count = 0;
        end = -1;
        while (count < literals.Length)
        {
            at = Quotes.SkipPrefix(text, Letters.SkipSpace(text, at));
            var isLiteral = Quotes.TryRead(text, at, 16, out var from, out var to) && to < max;
            literals[count++] = isLiteral ? from..to : default;
            end = Next(text, isLiteral ? to + 1 : at, max);
            if (end < 0 || text[end] != ',')
                return count;
            at = end + 1;
        }

        return count;
    }

    // The comma or the parenthesis that ends an argument.
    private static int Next(ReadOnlySpan<char> text, int at, int max)
    {
        for (var depth = 0; at < max; at++)
        {
            if (text[at] is '(' or '[' or '{')
                depth++;
            else if (text[at] is ')' or ']' or '}' && depth-- == 0)
                return at;
            else if (text[at] == ',' && depth == 0)
                return at;
        }

        return -1;
    }

    private static int Place(ReadOnlySpan<char> name)
    {
        var dot = name.LastIndexOf('.');
        var before = dot < 0 ? -1 : name[..dot].LastIndexOf('.');
        return
            IsPlaced(name[(before + 1)..], out var place) || (dot >= 0 && IsPlaced(name[(dot + 1)..], out place))
            ? place
            : -1;
    }

    private static bool IsPlaced(ReadOnlySpan<char> name, out int place)
    {
        place = -1;
        return name.Length is > 0 and <= 63
            && name[^1] < 128
            && (LengthsOfLast[name[^1] | 32] >> name.Length & 1) != 0
            && Places.TryGetValue(name, out place);
    }

    // auth=("bob", "x") and auth: ["bob", "x"].
    private static int Tuple(ReadOnlySpan<char> text, int start, int end)
    {
        var name = text[start..end];
        if (!name.EndsWith("auth", StringComparison.Ordinal) || (name.Length > 4 && name[^5] is not '.'))
            return -1;
        var mark = Letters.SkipBlanks(text, end + (text[end] is '"' or '\'' ? 1 : 0));
        if (mark >= text.Length || text[mark] is not ('=' or ':'))
            return -1;
        mark = Letters.SkipBlanks(text, mark + 1);
        return mark < text.Length && text[mark] is '(' or '[' ? mark : -1;
    }

    private static bool IsAlgorithm(ReadOnlySpan<char> literal)
    {
        foreach (var algorithm in Algorithms)
        {
            if (literal.Equals(algorithm, StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    private static ulong[] Lengths()
    {
        var all = new ulong[128];
        foreach (var name in Places.Dictionary.Keys)
            all[name[^1] | 32] |= 1UL << name.Length;
        return all;
    }

    private static Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> Made(
        params (int Place, string[] Names)[] all
    )
    {
        var places = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var (place, names) in all)
        {
            foreach (var name in names)
                places[name] = place;
        }

        return places.GetAlternateLookup<ReadOnlySpan<char>>();
    }
}
