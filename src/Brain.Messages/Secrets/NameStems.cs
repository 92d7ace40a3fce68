namespace Brain.Messages.Secrets;

/// <summary>
/// Parts of names that say what a value is, found wherever they stand in a name. One look at each four letters.
/// </summary>
internal static class NameStems
{
    private const int SlotsMax = 1 << 12;
    private const int Letters4 = 0xFFFFF;
    private const int Letters3 = 0x7FFF;

    private static readonly string[] Foreign =
    [
        "contraseña",
        "lösenord",
        "hasło",
        "пароль",
        "密码",
        "密碼",
        "口令",
        "パスワード",
        "비밀번호",
        "비번",
        "암호",
        "패스워드",
        "토큰",
        "सांकेतिक",
        "सीक्रेट",
        "κωδικός",
        "סיסמה",
        "şifre",
        "jelszó",
    ];

    private static readonly (string Stem, NameKind Kind)[]?[] BySlot = Slots(
        (
            NameKind.Phrase,
            [
                "mnemonic",
                "seedphrase",
                "seedwords",
                "recoveryphrase",
                "secretphrase",
                "backupphrase",
                "walletphrase",
                "bipseed",
                "recoverywords",
            ]
        ),
        (
            NameKind.Password,
            [
                "password",
                "passwd",
                "passwrd",
                "passphrase",
                "passcode",
                "passwort",
                "kennwort",
                "contrasena",
                "motdepasse",
                "senha",
                "wachtwoord",
                "heslo",
                "parola",
                "salasana",
                "unlockcode",
                "userpass",
                "dbpass",
                "requirepass",
                "masterauth",
                "bindpw",
                "rootpw",
                "sshpass",
            ]
        ),
        (
            NameKind.Key,
            [
                "secret",
                "apikey",
                "apitoken",
                "authtoken",
                "accesstoken",
                "accesskey",
                "privatekey",
                "credential",
                "encryptionkey",
                "signingkey",
                "masterkey",
                "accountkey",
                "sharedkey",
                "sessionkey",
                "bearertoken",
                "appkey",
                "licensekey",
                "licencekey",
                "clientkey",
                "servicekey",
                "deploykey",
                "ingestkey",
                "writekey",
                "adminkey",
                "hmackey",
                "cryptkey",
                "authkey",
                "securitykey",
                "storagekey",
                "subscriptionkey",
                "instrumentationkey",
                "functionkey",
                "hostkey",
                "integrationkey",
                "consumerkey",
                "routingkey",
                "recoverykey",
                "recoverycode",
                "backupcode",
                "presharedkey",
                "sastoken",
                "webhook",
                "geheimnis",
                "sessid",
                "webkey",
                "ssokey",
                "sharedaccesssignature",
                "connectionstring",
                "totp",
                "otpseed",
                "jwtkey",
                "tokenkey",
                "primarykeyvalue",
                "refreshtoken",
                "idtoken",
                "userkey",
                "serverkey",
                "restkey",
                "projectkey",
                "workspacekey",
                "keymaterial",
            ]
        )
    );

    // Whole words of a name that are short or common within others; anything that a name must have to be looked at.
    private static readonly string[] WholeWords =
    [
        "pass",
        "phrase",
        "tokens",
        "secrets",
        "seed",
        "session",
        "cookie",
        "authorization",
        "auth",
        "code",
        "access",
        "extraheader",
        "license",
        "licence",
        "serial",
        "security",
        "signature",
        "pepper",
        "creds",
        "bearer",
        "csrf",
        "xsrf",
        "hmac",
        "passkey",
        "keys",
        "sess",
        "becomepass",
        "token",
        "pswd",
        "psswd",
        "pswrd",
        "psword",
        "pssword",
        "paswd",
        "pasword",
        "paasword",
    ];

    private static readonly string[] ShortWords =
    [
        "key",
        "pwd",
        "psk",
        "psw",
        "pin",
        "otp",
        "cvv",
        "cvc",
        "mdp",
        "sid",
        "jwt",
        "pat",
        "sas",
        "dsn",
        "mfa",
        "api",
        "sig",
    ];

    // Four letters that a stem or a word begins with, the first three of them, and the words of three: a bit for each.
    private static readonly bool[] Words = Marks();
    private static readonly ulong[] Begun = Bits([.. Stems(), .. WholeWords]);
    private static readonly ulong[] Short = Bits(ShortWords);

    /// <summary>
    /// The name has letters that one of the names looked for has: cheap, for nearly all words have none.
    /// </summary>
    internal static bool MayBeIn(ReadOnlySpan<char> name)
    {
        var gram = 0;
        foreach (var c in name)
        {
            if (c >= 128)
                return true;
            var letter = (c | 32) - 'a';
            if ((uint)letter > 25)
                continue;
            var before = gram & Letters3;
            gram = ((gram << 5) | (letter + 1)) & Letters4;
            var three = gram & Letters3;
            if (
                (Short[three >> 6] >> (three & 63) & 1) != 0
                || ((Begun[before >> 6] >> (before & 63) & 1) != 0 && Words[Slot(gram)])
                || (gram & 0x3FF) == Pw
            )
                return true;
        }

        return false;
    }

    /// <summary>Where a name of a script without blanks ends within a run of letters; 0 when it has none.</summary>
    internal static int EndOfForeign(ReadOnlySpan<char> run)
    {
        foreach (var word in Foreign)
        {
            if (word[0] > '\u2fff' && run.IndexOf(word, StringComparison.Ordinal) is var at and >= 0)
                return at + word.Length;
        }

        return 0;
    }

    /// <summary>The strongest kind of the parts that a name has.</summary>
    /// <param name="name">In lower case, its joints left out.</param>
    internal static NameKind In(ReadOnlySpan<char> name)
    {
        var found = NameKind.None;
        var gram = 0;
        for (var i = 0; i < name.Length; i++)
        {
            var letter = name[i] - 'a';
            if (letter is < 0 or > 25)
                return Array.Exists(Foreign, new NameOf(name.ToString()).Has) ? NameKind.Password : found;
            gram = ((gram << 5) | (letter + 1)) & Letters4;
            foreach (var (stem, kind) in BySlot[Slot(gram)] ?? [])
            {
                if (i >= 3 && kind > found && name[(i - 3)..].StartsWith(stem, StringComparison.Ordinal))
                    found = kind;
            }
        }

        return found;
    }

    private const int Pw = (('p' - 'a' + 1) << 5) | ('w' - 'a' + 1);

    // Few enough to stay in the nearest cache; two words in one slot only mean a second look.
    private static int Slot(int gram) => (int)(((uint)gram * 0x9E3779B1u) >> 20);

    private static int Gram(string word)
    {
        var gram = 0;
        foreach (var c in word[..Math.Min(4, word.Length)])
            gram = (gram << 5) | (c - 'a' + 1);
        return gram;
    }

    private static IEnumerable<string> Stems() =>
        BySlot.SelectMany(static slot => slot ?? []).Select(static stem => stem.Stem);

    private static bool[] Marks()
    {
        var all = new bool[SlotsMax];
        foreach (var word in Stems().Concat(WholeWords))
            all[Slot(Gram(word))] = true;
        return all;
    }

    private static ulong[] Bits(string[] words)
    {
        var all = new ulong[(Letters3 + 1) / 64];
        foreach (var word in words)
        {
            var gram = Gram(word[..3]);
            all[gram >> 6] |= 1UL << (gram & 63);
        }

        return all;
    }

    private static (string Stem, NameKind Kind)[]?[] Slots(params (NameKind Kind, string[] Stems)[] kinds)
    {
        var all = new (string, NameKind)[]?[SlotsMax];
        foreach (var (kind, stems) in kinds)
        {
            foreach (var stem in stems)
            {
                var slot = Slot(Gram(stem));
                all[slot] = [.. all[slot] ?? [], (stem, kind)];
            }
        }

        return all;
    }

    private sealed class NameOf(string name)
    {
        internal bool Has(string word) => name.Contains(word, StringComparison.Ordinal);
    }
}
