using System.Text.Json;
using System.Text.RegularExpressions;

namespace Brain.Silo.Configuration;

/// <summary>What is wrong with a settings file, in the words of who wrote it: which word, which line, what was
/// expected.</summary>
internal static partial class JsonFault
{
    public static string Of(JsonException fault)
    {
        var line = fault.LineNumber is { } number ? $" (line {number + 1})" : "";
        if (Unmapped().Match(fault.Message) is { Success: true } unknown)
            return $"\"{unknown.Groups["word"].Value}\" is no word of it{line}{Where(Parent(fault.Path))}.";
        if (fault.Message.StartsWith("The JSON value could not be converted", StringComparison.Ordinal))
            return $"\"{Word(fault.Path)}\"{line} is something else; expected {Expected(TypeAt(fault.Path))}.";
        if (fault.Message.StartsWith("The input does not contain any JSON tokens", StringComparison.Ordinal))
            return "it is empty; expected names with values, in { }.";
        if (fault.Message.StartsWith("Expected depth to be zero", StringComparison.Ordinal))
            return $"it ends before all that was opened is closed{line}.";
        // The parser's own words, without its counting of bytes.
        return $"{fault.Message.Split(" Path: ")[0].Split(" LineNumber: ")[0].TrimEnd('.')}{line}.";
    }

    private static string Word(string? path) => path?.TrimStart('$', '.') is { Length: > 0 } word ? word : "the file";

    private static string Parent(string? path) => path?.LastIndexOf('.') is > 1 and var dot ? path[..dot] : "$";

    private static string Where(string path) => path == "$" ? "" : $", in \"{Word(path)}\"";

    // What the message names is the .NET type around it; what the word itself takes stands in the format.
    private static Type? TypeAt(string? path)
    {
        var words = (path ?? "$").Split('.', StringSplitOptions.RemoveEmptyEntries).Skip(1).ToArray();
        return Walk(typeof(BrainJson), words) ?? Walk(typeof(PricesFile), words);
    }

    private static Type? Walk(Type root, string[] words)
    {
        Type? at = root;
        foreach (var word in words)
        {
            var name = word.Split('[')[0];
            at = Below(at, name);
            if (word.Contains('[', StringComparison.Ordinal))
                at = at?.GetElementType();
        }

        return at;
    }

    private static Type? Below(Type? type, string name)
    {
        if (type is null)
            return null;
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Dictionary<,>))
            return type.GetGenericArguments()[1];
        var found = BrainJsonFormat.Default.GetTypeInfo(type)?.Properties.FirstOrDefault(one => one.Name == name);
        return found is null ? null : Nullable.GetUnderlyingType(found.PropertyType) ?? found.PropertyType;
    }

    private static string Expected(Type? type) =>
        type switch
        {
            _ when type == typeof(bool) => "true or false",
            _ when type == typeof(int) || type == typeof(long) => "a whole number",
            _ when type == typeof(double) || type == typeof(decimal) => "a number",
            _ when type == typeof(string) => "a text in quotes",
            _ when type == typeof(DateOnly) => "a date such as \"2026-01-31\"",
            { IsArray: true } => "a list, in [ ]",
            null => "another kind of value",
            _ => "names with values, in { }",
        };

    [GeneratedRegex(
        "^The JSON property '(?<word>[^']*)' could not be mapped",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Unmapped();
}
