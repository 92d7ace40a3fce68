using System.Text.Json;
using System.Text.RegularExpressions;

namespace Brain.Silo.Configuration;

/// <summary>What is wrong with a JSON file, in the words of who wrote it: which word, on which line, what was expected.</summary>
internal static partial class JsonFault
{
    public static string Of(JsonException fault)
    {
        var line = fault.LineNumber is { } number ? $" (line {number + 1})" : "";
        if (Unmapped().Match(fault.Message) is { Success: true } unknown)
            return $"\"{unknown.Groups["word"].Value}\" is no word of it{line}{Where(Parent(fault.Path))}.";
        if (Converted().Match(fault.Message) is { Success: true } odd)
            return $"\"{Word(fault.Path)}\"{line} is something else; expected {Expected(odd.Groups["type"].Value)}.";
        // The parser's own words, without its counting of bytes.
        return $"{fault.Message.Split(" Path: ")[0].Split(" LineNumber: ")[0].TrimEnd('.')}{line}.";
    }

    private static string Word(string? path) => path?.TrimStart('$', '.') is { Length: > 0 } word ? word : "the file";

    private static string Parent(string? path) => path?.LastIndexOf('.') is > 1 and var dot ? path[..dot] : "$";

    private static string Where(string path) => path == "$" ? "" : $", in \"{Word(path)}\"";

    private static string Expected(string type) =>
        type switch
        {
            _ when type.Contains("Boolean", StringComparison.Ordinal) => "true or false",
            _ when type.Contains("Dictionary", StringComparison.Ordinal) => "names with values, in { }",
            _ when type.EndsWith("[]", StringComparison.Ordinal) => "a list, in [ ]",
            _ when type.Contains("Int", StringComparison.Ordinal) => "a whole number",
            _ when type.Contains("Double", StringComparison.Ordinal) || type.Contains("Decimal", StringComparison.Ordinal) =>
                "a number",
            _ when type.Contains("Date", StringComparison.Ordinal) => "a date such as \"2026-01-31\"",
            _ when type.Contains("System.String", StringComparison.Ordinal) => "a text in quotes",
            _ => "names with values, in { }",
        };

    [GeneratedRegex("^The JSON property '(?<word>[^']*)' could not be mapped")]
    private static partial Regex Unmapped();

    [GeneratedRegex(@"^The JSON value could not be converted to (?<type>\S+?)\.(?= |$)")]
    private static partial Regex Converted();
}
