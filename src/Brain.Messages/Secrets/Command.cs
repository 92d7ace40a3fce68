using System.Buffers;

namespace Brain.Messages.Secrets;

/// <summary>
/// Arguments of well-known commands that are secrets by their place: <c>mysql -pPW</c>, <c>curl -u user:pw</c>.
/// </summary>
internal static class Command
{
    private const int LineMax = 4096;
    private const int WordsMax = 16;

    private const string Attached = "-p";

    private static readonly SearchValues<char> PortMarks = SearchValues.Create("0123456789:./udpcst");

    /// <summary>Adds the secrets of the command that begins at a place.</summary>
    internal static void Find(ReadOnlySpan<char> text, int start, int end, List<SecretSpan> found)
    {
        var name = text[start..end];
        if (
            name.Length > CommandOptions.NameMax
            || CommandOptions.Find(name) is not { } options
            || (start > 0 && text[start - 1] is '-' or '.')
        )
            return;
        var stop = Stop(text, end, name);
        if (
            name is "gh" or "glab"
            && !text[end..stop].Contains("secret ", StringComparison.Ordinal)
            && !text[end..stop].Contains("variable ", StringComparison.Ordinal)
        )
            options = "";
        if (name is "security" && !IsKeychain(text[end..stop]))
            options = "";
        // ["mysql", "-u", "root"]: the words of a list.
        var isList = text[end] != ' ';
        if (isList && text[end..stop].IndexOf(']') is var close and >= 0)
            stop = end + close;
        var previous = default(ReadOnlySpan<char>);
        for (var at = end + (isList ? 1 : 0); Next(text, at, stop, out var from, out var next); at = next)
        {
            var to = next;
            while (isList && to > from && text[to - 1] is '"' or '\'' or ',')
                to--;
            while (isList && from < to && text[from] is '"' or '\'' or ',')
                from++;
            var word = text[from..to];
            if (IsAttached(name, options, word))
                Add(text, Unquoted(text, from + 2, to), NameKind.Password, found);
            else if (CommandOptions.Last(name, options, word, out var glued) is { IsEmpty: false } option)
            {
                if (glued < word.Length)
                    Value(text, from + glued, to, option, options, found);
                else
                    word = option;
            }
            else if (word.IndexOf('=') is var equals and > 0 && IsOption(options, word[..equals]))
                Value(text, from + equals + 1, to, word[..equals], options, found);
            else if (previous.Length > 0 && IsOption(options, previous))
                Value(text, from, to, previous, options, found);
            previous = word;
        }

        if (!isList)
            Special(text, name, end, stop, found);
    }

    /// <summary>Adds the first argument that is no option.</summary>
    internal static void Argument(ReadOnlySpan<char> text, int at, List<SecretSpan> found)
    {
        var stop = Letters.LineEnd(text, at, LineMax);
        for (; Next(text, at, stop, out var from, out var to); at = to)
        {
            if (text[from] == '-')
                continue;
            if (text[from] is '"' or '\'')
                Add(text, Unquoted(text, from, to), NameKind.Password, found);
            return;
        }
    }

    private static bool IsOption(string options, ReadOnlySpan<char> word)
    {
        var hit = options.AsSpan().IndexOf(word, StringComparison.Ordinal);
        return word.Length > 1
            && (word[0] is '-' or '/' || word.EndsWith("_pw", StringComparison.Ordinal))
            && hit > 0
            && options[hit - 1] == ' '
            && options[hit + word.Length] == ' ';
    }

    private static bool IsAttached(ReadOnlySpan<char> name, string options, ReadOnlySpan<char> word) =>
        (options == CommandOptions.Attached || name is "sshpass")
        && word.Length > 2
        && word.StartsWith(Attached, StringComparison.Ordinal)
        && !word.StartsWith("-port", StringComparison.Ordinal);

    private static void Value(
        ReadOnlySpan<char> text,
        int from,
        int to,
        ReadOnlySpan<char> option,
        string options,
        List<SecretSpan> found
    )
    {
        var (start, end) = Unquoted(text, from, to);
        var mark =
            options.Contains(" : ", StringComparison.Ordinal) ? ':'
            : options.Contains(" % ", StringComparison.Ordinal) ? '%'
            : options.Contains(" , ", StringComparison.Ordinal) && option is "-u" ? ','
            : '\0';
        var pair = mark == '\0' ? -1 : text[start..end].IndexOf(mark);
        if (mark != '\0' && pair < 0)
            return;
        if (pair > 0 && start + pair + 1 >= end && Randomness.IsRandom(text[start..(start + pair)], 8))
            end = start + pair; // -u KEY: with no password behind it
        else
            start += pair + 1;
        if (text[start..end].StartsWith("--", StringComparison.Ordinal))
            return;
        if (text[start..end].StartsWith("pass:", StringComparison.Ordinal))
            start += "pass:".Length;
        if (end - start is >= 1 and <= 6 && !text[start..end].ContainsAnyExceptInRange('0', '9') && mark == '\0')
            return; // -p 8080 is a port.
        if (text[start..end].Contains(':') && option is "-p" && !text[start..end].ContainsAnyExcept(PortMarks))
            return; // -p 8080:80 are ports.
        Add(text, (start, end), NameKind.Password, found);
    }

    // What is a secret by its place among the words.
    private static void Special(
        ReadOnlySpan<char> text,
        ReadOnlySpan<char> name,
        int end,
        int stop,
        List<SecretSpan> found
    )
    {
        Span<Range> words = stackalloc Range[WordsMax];
        var count = 0;
        for (var at = end; count < words.Length && Next(text, at, stop, out var from, out var to); at = to)
            words[count++] = from..to;
        if (count == 0)
            return;
        words = words[..count];
        var first = text[words[0]];
        var place = name switch
        {
            "ngrok" when first is "authtoken" => 1,
            "ngrok" when count > 2 && text[words[1]] is "add-authtoken" => 2,
            "vault" or "bao" or "gh" when first is "login" => 1,
            "bw" when first is "unlock" => 1,
            "bw" when first is "login" => 2,
            "rabbitmqctl" when first is "add_user" or "change_password" => 2,
            "htpasswd" or "mosquitto_passwd" => AfterFile(text, words),
            "openssl" when first is "passwd" => Hashed(text, words, 1),
            "mkpasswd" => Hashed(text, words, 0),
            "ejabberdctl" or "prosodyctl" when first is "register" or "change_password" => Registered(text, words),
            "wpa_passphrase" => 1,
            "net" when first is "user" => 2,
            "net" when first is "use" => Share(text, words),
            "nmcli" => After(text, words, "password", isWhole: true),
            "rclone" => After(text, words, "pass", isWhole: true),
            "aws" when first is "configure" => After(text, words, "secret", isWhole: false),
            "npm" or "pnpm" or "yarn" when first is "config" or "set" => After(text, words, "_auth", isWhole: false),
            "ansible-vault" when first is "encrypt_string" => 1,
            "poetry" when first is "config" && count > 3 && IsBasicAuth(text[words[1]]) => 3,
            "az" when text[end..stop].Contains("secret set", StringComparison.Ordinal) => After(
                text,
                words,
                "--value",
                isWhole: true
            ),
            "pulumi" when first is "config" => Named(text, words),
            "cryptsetup" or "chpasswd" => After(text, words, "<<<", isWhole: true),
            "sudo" when first is "-S" => After(text, words, "<<<", isWhole: true),
            _ => -1,
        };
        if (place >= 0 && place < count && text[words[place].Start] is not ('/' or '-' or '\\'))
        {
            var user = name is "chpasswd" ? text[words[place]].IndexOf(':') + 1 : 0;
            var (from, to) = (words[place].Start.Value + user, words[place].End.Value);
            Add(text, Unquoted(text, from, to), NameKind.Password, found);
        }

        if (name is "sqlplus" or "sqlldr" or "expdp" or "impdp" or "rman" or "dgmgrl")
            Oracle(text, name, words, found);
        if (name is "xfreerdp" or "wfreerdp" && After(text, words, "/p:", isWhole: false) is var slash and > 0)
        {
            var (from, to) = (words[slash - 1].Start.Value + "/p:".Length, words[slash - 1].End.Value);
            Add(text, Unquoted(text, from, to), NameKind.Password, found);
        }

        if (
            name is "echo" or "printf"
            && stop - end < 400
            && text[stop..].TrimStart().StartsWith("|", StringComparison.Ordinal)
        )
        {
            var isOption = count > 1 && (first[0] == '-' || (name is "printf" && first.Contains('%')));
            Piped(text, words[isOption ? 1 : 0], stop, found);
        }
    }

    // htpasswd -b -B FILE NAME PASSWORD, htpasswd -nb NAME PASSWORD: without -b it is asked for.
    private static int AfterFile(ReadOnlySpan<char> text, ReadOnlySpan<Range> words)
    {
        var file = Operand(text, words, " -C -r -H -I ");
        if (file < 0)
            return -1;
        var options = text[words[0].Start.Value..words[file].Start.Value];
        return !options.Contains('b') ? -1
            : options.Contains('n') ? file + 1
            : file + 2;
    }

    // openssl passwd -6 PASSWORD, mkpasswd -m sha-512 PASSWORD: at the end, or telling. "The mkpasswd command" is a
    // sentence, "`openssl passwd -6` makes one" as well.
    private static int Hashed(ReadOnlySpan<char> text, ReadOnlySpan<Range> words, int from)
    {
        var at = Operand(text, words[from..], " -m -S -R -P -salt -in -rand -writerand ");
        if (at < 0 || text[words[0].Start.Value..words[at + from].Start.Value].Contains('`'))
            return -1;
        var isPassword =
            SecretValue.IsTelling(text[words[at + from]]) || (at > 0 && IsLast(text, words[(at + from)..]));
        return isPassword ? at + from : -1;
    }

    // The last word of its command, but for a salt and where the output goes.
    private static bool IsLast(ReadOnlySpan<char> text, ReadOnlySpan<Range> words) =>
        words.Length == 1
        || text[words[1]] is ['>' or '#' or '&' or ')', ..] or ['2', '>', ..]
        || (words.Length == 2 && SecretValue.IsTelling(text[words[1]]));

    // ejabberdctl register NAME HOST PASSWORD; "register creates the account" is a sentence.
    private static int Registered(ReadOnlySpan<char> text, ReadOnlySpan<Range> words)
    {
        if (words.Length < 4)
            return -1;
        var host = text[words[2]];
        return host.ContainsAny('.', '$') || host is "localhost" || SecretValue.IsTelling(text[words[3]]) ? 3 : -1;
    }

    // unlock-keychain, add-generic-password: what takes a password, behind the options of all commands.
    private static bool IsKeychain(ReadOnlySpan<char> arguments)
    {
        for (var at = 0; Next(arguments, at, arguments.Length, out var from, out at);)
        {
            var word = arguments[from..at].Trim("\"',");
            if (word.Length > 2)
                return word.Contains("-keychain", StringComparison.Ordinal)
                    || word.Contains("-password", StringComparison.Ordinal);
        }

        return false;
    }

    // The place of the first operand, behind the options; a few have a value behind them.
    private static int Operand(ReadOnlySpan<char> text, ReadOnlySpan<Range> words, string valued)
    {
        var at = 0;
        while (at < words.Length && text[words[at].Start] == '-')
        {
            var word = text[words[at]];
            // -bnBC 10: the last letter of a cluster.
            ReadOnlySpan<char> last = [' ', '-', word[^1], ' '];
            var isValued =
                valued.AsSpan().IndexOf(word, StringComparison.Ordinal) > 0
                || (char.IsAsciiLetterUpper(word[^1]) && valued.AsSpan().IndexOf(last, StringComparison.Ordinal) >= 0);
            at += isValued ? 2 : 1;
        }

        return at < words.Length ? at : -1;
    }

    // sqlplus -S app/PASSWORD@db, expdp userid=app/PASSWORD, rman target sys/PASSWORD@prod: the first of its kind, or
    // one that is named.
    private static void Oracle(
        ReadOnlySpan<char> text,
        ReadOnlySpan<char> name,
        ReadOnlySpan<Range> words,
        List<SecretSpan> found
    )
    {
        var isFirst = true;
        for (var i = 0; i < words.Length; i++)
        {
            var word = text[words[i]];
            if (word[0] == '-')
                continue;
            var equals = word.IndexOf('=');
            var named = equals > 0 ? word[..equals] : i > 0 ? text[words[i - 1]] : default;
            if (equals > 0 && Logons.Contains(named))
                Slashed(text, (words[i].Start.Value + equals + 1)..words[i].End.Value, found);
            else if (equals < 0 && (name is "rman" ? Logons.Contains(named) : isFirst && IsLogon(text, words[i..])))
                Slashed(text, words[i], found);
            isFirst = false;
        }
    }

    // app/PASSWORD@db, app/PASSWORD schemas=app; not "import/export is done with it".
    private static bool IsLogon(ReadOnlySpan<char> text, ReadOnlySpan<Range> words)
    {
        var word = text[words[0]];
        if (word.Contains('@') || SecretValue.IsTelling(word) || words.Length == 1)
            return true;
        foreach (var next in words[1..])
        {
            if (text[next].Contains('=') || text[next] is ['@' or '<' or '-', ..] or "as")
                return true;
        }

        return false;
    }

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Logons = new HashSet<string>(
        StringComparer.OrdinalIgnoreCase
    )
    {
        "userid",
        "target",
        "catalog",
        "auxiliary",
        "rcvcat",
    }.GetAlternateLookup<ReadOnlySpan<char>>();

    // poetry config http-basic.acme bob PASSWORD
    private static bool IsBasicAuth(ReadOnlySpan<char> word) =>
        word.StartsWith("http-basic.", StringComparison.Ordinal);

    // net use Z: \\server\share PASSWORD /user:NAME, or the password after the name; a star asks for it.
    private static int Share(ReadOnlySpan<char> text, ReadOnlySpan<Range> words)
    {
        var share = After(text, words, "\\", isWhole: false);
        return share > 0 && share < words.Length && text[words[share].Start] is not ('/' or '*')
            ? share
            : After(text, words, "/user:", isWhole: false);
    }

    // The place after the first word that names a secret.
    private static int Named(ReadOnlySpan<char> text, ReadOnlySpan<Range> words)
    {
        for (var i = 0; i < words.Length; i++)
        {
            if (text[words[i].Start] != '-' && SecretName.Of(text[words[i]]) is NameKind.Password or NameKind.Key)
                return i + 1;
        }

        return -1;
    }

    // The place after the first word that is, or has, what says that a secret follows.
    private static int After(ReadOnlySpan<char> text, ReadOnlySpan<Range> words, string mark, bool isWhole)
    {
        for (var i = 0; i < words.Length; i++)
        {
            if (isWhole ? text[words[i]].SequenceEqual(mark) : text[words[i]].Contains(mark, StringComparison.Ordinal))
                return i + 1;
        }

        return -1;
    }

    private static void Slashed(ReadOnlySpan<char> text, Range word, List<SecretSpan> found)
    {
        var (start, end) = Unquoted(text, word.Start.Value, word.End.Value);
        var slash = text[start..end].IndexOf('/');
        var host = text[start..end].LastIndexOf('@');
        if (slash > 0)
            Add(text, (start + slash + 1, host > slash ? start + host : end), NameKind.Password, found);
    }

    // echo PASSWORD | docker login --password-stdin
    private static void Piped(ReadOnlySpan<char> text, Range word, int pipe, List<SecretSpan> found)
    {
        var next = text[pipe..Math.Min(text.Length, pipe + 160)];
        next = next[..(next.IndexOf('\n') is var line and >= 0 ? line : next.Length)];
        if (
            !next.Contains("-stdin", StringComparison.Ordinal)
            && !next.Contains("sudo -S", StringComparison.Ordinal)
            && !next.Contains("chpasswd", StringComparison.Ordinal)
            && !next.Contains("--with-token", StringComparison.Ordinal)
            && !next.Contains("cryptsetup ", StringComparison.Ordinal)
            && !next.Contains("--passphrase-fd", StringComparison.Ordinal)
        )
            return;
        var (start, end) = Unquoted(text, word.Start.Value, word.End.Value);
        var colon = next.Contains("chpasswd", StringComparison.Ordinal) ? text[start..end].IndexOf(':') : -1;
        Add(text, (start + colon + 1, end), NameKind.Password, found);
    }

    private static void Add(ReadOnlySpan<char> text, (int Start, int End) word, NameKind kind, List<SecretSpan> found)
    {
        if (word.End > word.Start && SecretValue.IsOne(text[word.Start..word.End], kind, ValueStyle.Line, '='))
            found.Add(new(word.Start, word.End, "argument"));
    }

    // Where the command ends, at the latest where its own name comes again: that one is read for itself.
    private static int Stop(ReadOnlySpan<char> text, int at, ReadOnlySpan<char> name)
    {
        var max = Math.Min(text.Length, at + LineMax);
        for (var again = Again(text, at, max, name); again >= 0; again = Again(text, again + name.Length, max, name))
        {
            if (
                text[again - 1] is not (' ' or '\n' or '&')
                || again + name.Length >= text.Length
                || !char.IsWhiteSpace(text[again + name.Length])
            )
                continue;
            max = again;
            break;
        }

        var stop = at;
        var quote = '\0';
        for (; stop < max; stop++)
        {
            var c = text[stop];
            if (c == '\n' && (stop == 0 || text[stop - 1] != '\\'))
                break;
            if (quote == '\0' && (c is '|' or ';' || (c == '&' && stop + 1 < max && text[stop + 1] == '&')))
                break;
            if (c is '"' or '\'')
                quote =
                    quote == '\0' ? c
                    : quote == c ? '\0'
                    : quote;
        }

        return stop;
    }

    private static int Again(ReadOnlySpan<char> text, int at, int max, ReadOnlySpan<char> name) =>
        text[at..max].IndexOf(name, StringComparison.Ordinal) is var hit and >= 0 ? at + hit : -1;

    private static bool Next(ReadOnlySpan<char> text, int at, int stop, out int from, out int to)
    {
        while (at < stop && (char.IsWhiteSpace(text[at]) || text[at] == '\\'))
            at++;
        (from, to) = (at, at);
        var quote = '\0';
        while (to < stop && (quote != '\0' || !char.IsWhiteSpace(text[to])))
        {
            if (text[to] is '"' or '\'')
                quote =
                    quote == '\0' ? text[to]
                    : quote == text[to] ? '\0'
                    : quote;
            to++;
        }

        return to > from;
    }

    private static (int Start, int End) Unquoted(ReadOnlySpan<char> text, int from, int to)
    {
        if (from < to && text[from] is '=')
            from++;
        if (from < to && text[from] is '"' or '\'')
            from++;
        while (to > from && text[to - 1] is '"' or '\'' or '`' or ')')
            to--;
        return (from, to);
    }
}
