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
            "<",
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
            "${",
            "{{",
            "$(",
            "#{",
            "<%",
            "%{",
            "lookup(",
            "fromjson",
            "secretref",
            "valuefrom",
        ],
        StringComparison.OrdinalIgnoreCase
    );

    /// <summary>A person is to put the real one here, or somebody has taken it out.</summary>
    internal static bool IsOne(ReadOnlySpan<char> value) =>
        value.IndexOfAny(Words) >= 0
        || IsMasked(value)
        || (!value.ContainsAnyInRange('0', '9') && value.IndexOfAny(Weak) >= 0)
        || value.StartsWith("my-", StringComparison.OrdinalIgnoreCase)
        || value.StartsWith("my_", StringComparison.OrdinalIgnoreCase);

    /// <summary>The secret is somewhere else and this says where.</summary>
    internal static bool IsReference(ReadOnlySpan<char> value)
    {
        if (value.Length == 0)
            return true;
        if (value[0] == '$' && value.Length > 1)
            return value[1] is '{' or '(' || IsVariable(value[1..]);
        if (value[0] is '{' or '[' or '(' or '<' || (value[0] == '!' && IsTag(value)))
            return true;
        if (value.Length > 4 && value[0] == '@' && value[^1] == '@')
            return true;
        if (value[0] == '%' && value.Length > 2 && value[^1] == '%')
            return true;
        return IsPath(value) || value.IndexOfAny(References) >= 0;
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
