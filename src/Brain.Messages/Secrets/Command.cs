using System.Buffers;

namespace Brain.Messages.Secrets;

/// <summary>Arguments of well-known commands that are secrets by their place: <c>mysql -pPW</c>, <c>curl -u user:pw</c>.</summary>
internal static class Command
{
    private const int LineMax = 4096;

    private const string Attached = "-p";

    private static readonly SearchValues<char> PortMarks = SearchValues.Create("0123456789:./udpc");

    /// <summary>Adds the secrets of the command that begins at a place.</summary>
    internal static void Find(ReadOnlySpan<char> text, int start, int end, List<SecretSpan> found)
    {
        var name = text[start..end];
        if (Options(name) is not { } options || (start > 0 && text[start - 1] is '-' or '.'))
            return;
        var stop = Stop(text, end);
        var previous = default(ReadOnlySpan<char>);
        for (var at = end; Next(text, at, stop, out var from, out var to); at = to)
        {
            var word = text[from..to];
            if (IsAttached(name, options, word))
                Add(text, Unquoted(text, from + 2, to), NameKind.Password, found);
            else if (previous.Length > 0 && IsOption(options, previous))
                Value(text, from, to, previous, options, found);
            previous = word;
        }

        Special(text, name, end, stop, found);
    }

    // Pairs are "user:password"; the others are values.
    private static string? Options(ReadOnlySpan<char> name) => name switch
    {
        "curl" => " -u --user --proxy-user -U : ",
        "http" or "https" or "xh" or "httpie" => " -a --auth : ",
        "mysql" or "mysqldump" or "mysqladmin" or "mariadb" or "mariadb-dump" or "mysqlimport" or "mysqlsh" or "mysqlcheck" or "mycli" => " ",
        "sshpass" => " -p ",
        "docker" or "podman" or "az" or "mongo" or "mongosh" or "mongodump" or "mongorestore" or "cqlsh" or "nerdctl" or "helm" or "oc" or "skopeo" or "buildah" or "cf" or "argocd" or "rsync" => " -p ",
        "redis-cli" => " -a --pass ",
        "ldapsearch" or "ldapadd" or "ldapmodify" or "ldapwhoami" or "ldapdelete" or "ldappasswd" => " -w ",
        "smbclient" or "rpcclient" or "winexe" => " -U % ",
        "7z" or "7za" or "7zz" or "rar" or "unrar" => " ",
        "zip" or "unzip" or "sqlcmd" or "bcp" or "mosquitto_pub" or "mosquitto_sub" => " -P ",
        "openssl" => " -k -K -pass -passin -passout -passwd ",
        "ngrok" or "htpasswd" or "rabbitmqctl" or "vault" or "sqlplus" or "net" or "chpasswd" or "gh" or "npm" or "ipmitool" or "svn" or "expect" or "wpa_passphrase" or "sudo" or "echo" => " -P ",
        "lftp" or "ncftp" => " -u -p , ",
        "isql" or "clickhouse-client" or "influx" or "snowsql" or "consul" or "etcdctl" or "pscp" or "plink" => " -pw --user : ",
        _ => null,
    };

    private static bool IsOption(string options, ReadOnlySpan<char> word)
    {
        var hit = options.AsSpan().IndexOf(word, StringComparison.Ordinal);
        return word.Length > 1 && word[0] == '-' && hit > 0 && options[hit - 1] == ' ' && options[hit + word.Length] == ' ';
    }

    private static bool IsAttached(ReadOnlySpan<char> name, string options, ReadOnlySpan<char> word) =>
        options == " " && word.Length > 2 && word.StartsWith(Attached, StringComparison.Ordinal)
        && (name[0] is 'm' or '7' or 'r' or 'u') && !word.StartsWith("-port", StringComparison.Ordinal);

    private static void Value(ReadOnlySpan<char> text, int from, int to, ReadOnlySpan<char> option, string options, List<SecretSpan> found)
    {
        var (start, end) = Unquoted(text, from, to);
        var mark = options.Contains(" : ", StringComparison.Ordinal) ? ':' : options.Contains(" % ", StringComparison.Ordinal) ? '%'
            : options.Contains(" , ", StringComparison.Ordinal) && option is "-u" ? ',' : '\0';
        var pair = mark == '\0' ? -1 : text[start..end].IndexOf(mark);
        if (mark != '\0' && pair < 0)
            return;
        start += pair + 1;
        if (text[start..end].StartsWith("pass:", StringComparison.Ordinal))
            start += "pass:".Length;
        if (end - start is >= 1 and <= 6 && !text[start..end].ContainsAnyExceptInRange('0', '9') && mark == '\0')
            return; // -p 8080 is a port.
        if (text[start..end].Contains(':') && option is "-p" && !text[start..end].ContainsAnyExcept(PortMarks))
            return; // -p 8080:80 are ports.
        Add(text, (start, end), NameKind.Password, found);
    }

    private static void Special(ReadOnlySpan<char> text, ReadOnlySpan<char> name, int end, int stop, List<SecretSpan> found)
    {
        Span<Range> words = stackalloc Range[10];
        var count = 0;
        for (var at = end; count < words.Length && Next(text, at, stop, out var from, out var to); at = to)
            words[count++] = from..to;
        if (count == 0)
            return;
        var line = text[end..stop];
        var first = text[words[0]];
        var place = name switch
        {
            "ngrok" when first is "authtoken" => 1,
            "ngrok" when count > 2 && text[words[1]] is "add-authtoken" => 2,
            "vault" or "gh" when first is "login" => 1,
            "rabbitmqctl" when first is "add_user" or "change_password" => 2,
            "htpasswd" when first.StartsWith("-", StringComparison.Ordinal) && first.Contains('b') => first.Contains('n') ? 2 : 3,
            "wpa_passphrase" => 1,
            "net" when first is "user" => 2,
            "net" when first is "use" => 2,
            _ => -1,
        };
        if (place > 0 && place < count && text[words[place].Start] is not ('/' or '-'))
            Add(text, Unquoted(text, words[place].Start.Value, words[place].End.Value), NameKind.Password, found);
        if (name is "sqlplus" && count > 0)
            Slashed(text, words[first[0] == '-' && count > 1 ? 1 : 0], found);
        if (name is "echo" && line.Length < 400 && text[stop..].TrimStart().StartsWith("|", StringComparison.Ordinal))
            Piped(text, words[0], stop, found);
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
        if (!next.Contains("-stdin", StringComparison.Ordinal) && !next.Contains("sudo -S", StringComparison.Ordinal) && !next.Contains("chpasswd", StringComparison.Ordinal)
            && !next.Contains("--with-token", StringComparison.Ordinal))
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

    private static int Stop(ReadOnlySpan<char> text, int at)
    {
        var stop = at;
        var quote = '\0';
        for (; stop < text.Length && stop - at < LineMax; stop++)
        {
            var c = text[stop];
            if (c == '\n' && (stop == 0 || text[stop - 1] != '\\'))
                break;
            if (quote == '\0' && c is '|' or ';')
                break;
            if (c is '"' or '\'')
                quote = quote == '\0' ? c : quote == c ? '\0' : quote;
        }

        return stop;
    }

    private static bool Next(ReadOnlySpan<char> text, int at, int stop, out int from, out int to)
    {
        while (at < stop && (char.IsWhiteSpace(text[at]) || text[at] == '\\'))
            at++;
        (from, to) = (at, at);
        var quote = '\0';
        while (to < stop && (quote != '\0' || !char.IsWhiteSpace(text[to])))
        {
            if (text[to] is '"' or '\'')
                quote = quote == '\0' ? text[to] : quote == text[to] ? '\0' : quote;
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
