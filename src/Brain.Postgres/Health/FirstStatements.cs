using System.Text.RegularExpressions;

namespace Brain.Postgres.Health;

/// <summary>The beginning of somebody's statement, enough to know it again and without what it is about.</summary>
internal static partial class FirstStatements
{
    private const int LengthMax = 80;

    public static string Of(string statement)
    {
        // Whatever may be a value is one: text in quotes (also one that was cut), text in dollars, comments, numbers.
        var plain = Blank().Replace(Number().Replace(Value().Replace(statement, "?"), "?"), " ").Trim();
        return plain.Length <= LengthMax ? plain : plain[..LengthMax] + "…";
    }

    [GeneratedRegex(
        @"'(?:[^']|'')*(?:'|$)|""(?:[^""]){64,}(?:""|$)|\$\w*\$.*|--[^\n]*|/\*.*?(?:\*/|$)",
        RegexOptions.Singleline | RegexOptions.NonBacktracking
    )]
    private static partial Regex Value();

    [GeneratedRegex(@"\b[0-9][0-9a-zA-Z._-]*\b", RegexOptions.NonBacktracking)]
    private static partial Regex Number();

    [GeneratedRegex(@"[\s\p{C}]+", RegexOptions.NonBacktracking)]
    private static partial Regex Blank();
}
