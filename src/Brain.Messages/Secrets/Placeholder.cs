using System.Buffers;

namespace Brain.Messages.Secrets;

/// <summary>
/// What stands where a secret would: a placeholder, something masked, a reference to a variable or a vault.
/// </summary>
internal static class Placeholder
{
    private static readonly SearchValues<string> Words = SearchValues.Create(
        [
            "example",
            "placeholder",
            "changeme",
            "change-me",
            "change_me",
            "redacted",
            "dummy",
            "xxxx",
            "****",
            "••••",
            "....",
            "your-",
            "your_",
            "yourp",
            "yourt",
            "yours",
            "yourk",
            "youra",
            "sample",
            "fake",
            "todo",
            "notreal",
            "not-a-",
            "not_a_",
            "abc123xyz",
            "goes-here",
            "goes_here",
            "goeshere",
            "here>",
            "-here",
            "_here",
            "foobar",
            "…",
            "####",
            "----",
            "____",
        ],
        StringComparison.OrdinalIgnoreCase
    );

    // Words that a password may have in it: only where there are no figures.
    private static readonly SearchValues<string> Weak = SearchValues.Create(
        ["insert", "replace", "masked", "hidden", "removed", "lorem"],
        StringComparison.OrdinalIgnoreCase
    );

    private static readonly SearchValues<string> References = SearchValues.Create(
        [
            "process.env",
            "os.environ",
            "os.getenv",
            "getenv(",
            "import.meta",
            "secrets.",
            "environ[",
            "env[",
            "env.",
            "vault:",
            "ref+",
            "op://",
            "arn:aws",
            "secretsmanager",
            "keyvault",
            "/secrets/",
            "configuration[",
            "config[",
            "config.",
            "settings.",
            "options.",
            "lookup(",
            "fromjson",
            "secretref",
            "valuefrom",
        ],
        StringComparison.OrdinalIgnoreCase
    );

    private static readonly SearchValues<char> PasswordMarks = SearchValues.Create("!#$%^&*@");

    // Of a regular expression that finds secrets.
    private static readonly SearchValues<string> Patterns = SearchValues.Create(
        ["[0-9", "[a-z", "[A-Z", "[a-f", "[A-F", "\\d{", "\\d+", "\\w+", "\\w{", "(?:", "(?i"],
        StringComparison.Ordinal
    );

    private static readonly SearchValues<char> InAngles = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_ ./:=\"'"
    );

    /// <summary>A person is to put the real one here, or somebody has taken it out.</summary>
    internal static bool IsOne(ReadOnlySpan<char> value) =>
        value.IndexOfAny(Words) >= 0
        || IsMasked(value)
        || IsAngled(value)
        || (!value.ContainsAnyInRange('0', '9') && value.IndexOfAny(Weak) >= 0)
        || value.StartsWith("my-", StringComparison.OrdinalIgnoreCase)
        || value.StartsWith("my_", StringComparison.OrdinalIgnoreCase);

    /// <summary>The secret is somewhere else and this says where.</summary>
    internal static bool IsReference(ReadOnlySpan<char> value)
    {
        if (value.Length == 0)
            return true;
        if (value[0] == '$' && value.Length > 1)
            return value[1] is '{' or '('
                || IsVariable(value[1] == '$' && value.Length > 2 ? value[2..] : value[1..]);
        if (value[0] is '{' or '[' or '(' or '<' or '!' && IsBegun(value))
            return true;
        if (value.Length > 4 && value[0] == '@' && value[^1] == '@')
            return true;
        if (value[0] == '%' && value.Length > 2 && value[^1] == '%')
            return true;
        return IsPath(value)
            || HasTemplate(value)
            || value.IndexOfAny(Patterns) >= 0
            || value.IndexOfAny(References) >= 0;
    }

    /// <summary><c>${NAME}</c>, <c>{{ name }}</c>, <c>$(command)</c>, <c>#{name}</c>, <c>%{name}</c>: an opening and a
    /// name behind it.</summary>
    internal static bool HasTemplate(ReadOnlySpan<char> value)
    {
        for (var at = 0; at + 1 < value.Length; at++)
        {
            var opens = value[at + 1] switch
            {
                '{' => value[at] is '$' or '{' or '#' or '%',
                '(' => value[at] == '$',
                '%' => value[at] == '<',
                _ => false,
            };
            if (opens && IsNamed(value[(at + 2)..], value[at] == '{'))
                return true;
        }

        return false;
    }

    private static bool IsNamed(ReadOnlySpan<char> rest, bool isDouble)
    {
        if (rest.IsEmpty || rest[0] is ' ' or '{' or '.' or '-' or '(' or '=' or '"' or '\'' or '$')
            return true;
        if (!Letters.IsWord(rest[0]))
            return false;
        var end = 0;
        while (end < rest.Length && Letters.IsJoined(rest[end]))
            end++;
        if (end == rest.Length)
            return true;
        return rest[end] == '}'
            ? !isDouble || (end + 1 < rest.Length && rest[end + 1] == '}')
            : rest[end] is ' ' or ':' or '?' or '|' or '(' or '[' or '/';
    }

    // {name}, [name], (name), <name>: but what was drawn may begin with such a mark.
    private static bool IsBegun(ReadOnlySpan<char> value) =>
        value[0] == '!'
            ? IsTag(value)
            : value.Length < 8
                || value.ContainsAny(" \"',")
                || value[^1] is '}' or ']' or ')' or '>' or ';'
                || !(
                    Randomness.IsRandom(value, 8)
                    || (value.ContainsAnyInRange('0', '9') && value[1..].ContainsAny(PasswordMarks))
                );

    // <password>, abc<name>, an element: words between two marks, or one that begins; a lone one may be a password's.
    private static bool IsAngled(ReadOnlySpan<char> value)
    {
        for (var at = 0; value[at..].IndexOf('<') is var next and >= 0; at++)
        {
            at += next;
            var close = value[at..].IndexOf('>');
            if (close < 0)
                return at == 0 || (at + 1 < value.Length && value[at + 1] == '/');
            if (close > 1 && value[(at + 1)..(at + close)].IndexOfAnyExcept(InAngles) < 0)
                return true;
        }

        return false;
    }

    // $NAME, $name, $env:NAME, $this->name: letters and underscores, digits only after them.
    private static bool IsVariable(ReadOnlySpan<char> name)
    {
        if (!char.IsAsciiLetter(name[0]) && name[0] != '_')
            return false;
        foreach (var c in name)
        {
            if (!Letters.IsWord(c) && c is not ('.' or ':' or '-' or '>' or '[' or ']' or '\'' or '"' or '/'))
                return false;
        }

        return true;
    }

    private static bool IsTag(ReadOnlySpan<char> value) =>
        value.StartsWith("!ref", StringComparison.OrdinalIgnoreCase)
        || value.StartsWith("!vault", StringComparison.Ordinal)
        || value.StartsWith("!sub", StringComparison.OrdinalIgnoreCase)
        || value.StartsWith("!secret", StringComparison.Ordinal)
        || value.StartsWith("!env", StringComparison.OrdinalIgnoreCase)
        || value.StartsWith("!getatt", StringComparison.OrdinalIgnoreCase);

    private static bool IsPath(ReadOnlySpan<char> value)
    {
        if (
            value.StartsWith("./", StringComparison.Ordinal)
            || value.StartsWith("../", StringComparison.Ordinal)
            || value.StartsWith("~/", StringComparison.Ordinal)
            || value.StartsWith("file:", StringComparison.OrdinalIgnoreCase)
        )
            return true;
        return value[0] is '/' or '@' && value[1..].Contains('/') && Randomness.IsWords(value[1..]);
    }

    // Abc…xyz, sk-***, •••• and the like.
    private static bool IsMasked(ReadOnlySpan<char> value) =>
        value.Contains("***", StringComparison.Ordinal)
        || value.Contains("...", StringComparison.Ordinal)
        || value.Contains('•')
        || value.Contains('●');
}
