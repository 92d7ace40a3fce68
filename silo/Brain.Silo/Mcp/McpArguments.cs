using System.Text.Json;
using Brain.Domain.Text;

namespace Brain.Silo.Mcp;

/// <summary>
/// The arguments of one call, read as the tool's schema says; a model that errs is told what was expected.
/// </summary>
internal sealed class McpArguments
{
    private const int ShownMax = 80;

    private readonly IDictionary<string, JsonElement> _given;

    /// <param name="given">As they were sent.</param>
    /// <param name="known">The names that the tool has.</param>
    /// <exception cref="McpArgumentException">A name is none of the tool's.</exception>
    public McpArguments(IDictionary<string, JsonElement>? given, IReadOnlyCollection<string> known)
    {
        _given = given ?? new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        if (_given.Keys.FirstOrDefault(name => !known.Contains(name)) is { } odd)
            throw new McpArgumentException(
                $"'{Redaction.Cut(odd, ShownMax)}' is no argument of this tool: expected {string.Join(", ", known)}."
            );
    }

    /// <summary>A text that must be there and must not be empty.</summary>
    public string Needed(string name, int max) =>
        Text(name, max) is { Length: > 0 } text
            ? text
            : throw new McpArgumentException($"'{name}' is missing: expected a text of 1 to {max} characters.");

    /// <summary>A text, or null when it is not there or empty.</summary>
    public string? Text(string name, int max)
    {
        if (!Has(name, out var value))
            return null;
        if (value.ValueKind != JsonValueKind.String)
            throw Odd(name, value, "a text");
        var text = Said(name, value).Replace('\0', ' ').Trim();
        return text.Length <= max
            ? text.Length == 0
                ? null
                : text
            : throw new McpArgumentException(
                $"'{name}' has {text.Length} characters and may have {max}: say it shorter."
            );
    }

    /// <summary>A number within bounds.</summary>
    public int Number(string name, int otherwise, int min, int max)
    {
        if (!Has(name, out var value))
            return otherwise;
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number)
            ? number >= min && number <= max
                ? number
                : throw new McpArgumentException($"'{name}' is {number} and may be {min} to {max}.")
            : throw Odd(name, value, $"a whole number from {min} to {max}");
    }

    /// <summary>One of some words.</summary>
    public string Word(string name, string otherwise, params IReadOnlyCollection<string> words)
    {
        var word = Text(name, ShownMax) ?? otherwise;
        return words.Contains(word)
            ? word
            : throw new McpArgumentException($"'{name}' is '{word}': expected {string.Join(", ", words)}.");
    }

    /// <summary>Texts, none when they are not there.</summary>
    public string[] Texts(string name, int manyMax, int max)
    {
        if (!Has(name, out var value))
            return [];
        if (
            value.ValueKind != JsonValueKind.Array
            || value.EnumerateArray().Any(one => one.ValueKind != JsonValueKind.String)
        )
            throw Odd(name, value, "an array of texts");
        string[] texts =
        [
            .. value.EnumerateArray().Select(one => Said(name, one).Replace('\0', ' ').Trim()).Where(one => one != ""),
        ];
        return texts.Length <= manyMax && Array.TrueForAll(texts, one => one.Length <= max)
            ? texts
            : throw new McpArgumentException($"'{name}' may have {manyMax} texts of {max} characters.");
    }

    /// <summary>An object whose values are texts; empty when it is not there.</summary>
    public Dictionary<string, string> Pairs(string name, int manyMax)
    {
        if (!Has(name, out var value))
            return [];
        if (
            value.ValueKind != JsonValueKind.Object
            || value.EnumerateObject().Any(one => one.Value.ValueKind != JsonValueKind.String)
        )
            throw Odd(name, value, "an object of texts");
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var one in value.EnumerateObject())
            pairs[one.Name] = Said(name, one.Value);
        return pairs.Count <= manyMax
            ? pairs
            : throw new McpArgumentException($"'{name}' has {pairs.Count} entries and may have {manyMax}.");
    }

    private static string Said(string name, JsonElement value)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw new McpArgumentException($"'{name}' is no text: half a surrogate pair is in it.");
        }
    }

    private bool Has(string name, out JsonElement value) =>
        _given.TryGetValue(name, out value) && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined);

    private static McpArgumentException Odd(string name, JsonElement value, string expected) =>
        new($"'{name}' is {Redaction.Cut(value.GetRawText(), ShownMax)}: expected {expected}.");
}

/// <summary>An argument is not as the tool's schema says. The message is for the model.</summary>
internal sealed class McpArgumentException(string message) : Exception(message);
