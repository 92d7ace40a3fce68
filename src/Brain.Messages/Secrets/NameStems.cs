using System.Runtime.CompilerServices;

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
        "hasł",
        "парол",
        "лозинк",
        "parolă",
        "khẩu",
        "المرور",
        "السر",
        "סיסמא",
        "κωδικο",
        "گذرواژه",
        "密碼",
        "暗証番号",
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
                "passord",
                "adgangskode",
                "kodeord",
                "lozinka",
                "authtok",
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
        "clave",
        "sandi",
        "encrypt",
    ];

    private static readonly string[] ShortWords =
    [
        "key",
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

    // Of each character: which letter it is, or one of these.
    private const byte Digit = 26;
    private const byte Joint = 27;
    private const byte Other = 28;
    private static readonly byte[] Kinds =
    [
        .. Enumerable
            .Range(0, 128)
            .Select(static c =>
                char.IsAsciiLetter((char)c) ? (byte)((c | 32) - 'a')
                : char.IsAsciiDigit((char)c) ? Digit
                : (char)c is '_' or '-' or '.' ? Joint
                : Other
            ),
    ];

    // Four letters that a stem or a word begins with; and of each three, four bits: they are a word, or begin one.
    private static readonly bool[] Words = Marks();
    private static readonly ulong[] Threes = Bits();

    /// <summary>
    /// The name has letters that one of the names looked for has: cheap, for nearly all words have none.
    /// </summary>
    internal static bool MayBeIn(ReadOnlySpan<char> name)
    {
        var (look, isLetter) = (default(NameLook), false);
        foreach (var c in name)
        {
            if (c >= Kinds.Length)
                return true;
            var kind = Kinds[c];
            if (kind < Digit)
                look.Take(kind, !isLetter || c < 'a');
            isLetter = kind < Digit;
        }

        return look.IsHit;
    }

    /// <summary>Where the word ends that a text begins with, and what is known of it by then.</summary>
    internal static int EndOfWord(ReadOnlySpan<char> text, out bool hasDigit, out bool mayBeName)
    {
        var look = default(NameLook);
        (hasDigit, mayBeName) = (false, false);
        var kinds = Kinds;
        var (at, isLetter) = (0, false);
        for (; at < text.Length; at++)
        {
            var c = text[at];
            if (c < kinds.Length)
            {
                var kind = kinds[c];
                if (kind < Digit)
                {
                    look.Take(kind, !isLetter || c < 'a');
                    isLetter = true;
                    continue;
                }

                if (kind == Other)
                    break;
                hasDigit |= kind == Digit;
                isLetter = false;
            }
            else if (char.IsLetter(c))
            {
                mayBeName = true;
            }
            else
            {
                break;
            }
        }

        mayBeName |= look.IsHit;
        return at;
    }

    /// <summary>Takes a name's letters one by one, and knows whether it may be one of those looked for.</summary>
    private struct NameLook
    {
        private int _gram;
        private int _begins;
        private bool _isBegun;
        private bool _isWord;
        private bool _isHit;

        /// <summary>One of the names may be in what was taken, if no letter follows.</summary>
        internal readonly bool IsHit => _isHit | _isWord;

        /// <summary>Takes a letter, counted from 0.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal void Take(int letter, bool mayBegin)
        {
            // Short words are looked for between beginnings of words alone: not in "path" and "inside".
            _isHit |= _isWord & mayBegin;
            _begins = (_begins << 1) | (mayBegin ? 1 : 0);
            _gram = ((_gram << 5) | (letter + 1)) & Letters4;
            var three = _gram & Letters3;
            var marks = (int)(Threes[three >> 4] >> ((three & 15) << 2)) & 15;
            if ((marks & Anywhere) != 0 || (_isBegun && Words[Slot(_gram)]))
                _isHit = true;
            _isBegun = (marks & Begins) != 0;
            _isWord = (marks & IsWord) != 0 && (_begins & 4) != 0;
        }
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
    private const int IsWord = 1;
    private const int Begins = 2;
    private const int Anywhere = 4;

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

    private static ulong[] Bits()
    {
        var all = new ulong[(Letters3 + 1) / 16];
        void Mark(int three, int mark) => all[three >> 4] |= (ulong)mark << ((three & 15) << 2);
        foreach (var word in ShortWords)
            Mark(Gram(word), IsWord);
        // dbpw, pw, pwd: whatever stands before.
        for (var before = 0; before < 32; before++)
            Mark((before << 10) | Pw, Anywhere);
        foreach (var word in Stems().Concat(WholeWords))
            Mark(Gram(word[..3]), Begins);
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
