using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Brain.Domain.Text;
using Brain.Messages.Sessions;
using Brain.Messages.Text;

namespace Brain.Silo.Hooks;

/// <summary>
/// A hook's JSON, read leniently: a field of another type than ever says nothing, and the event counts all the same.
/// </summary>
/// <param name="Root">An object.</param>
internal readonly record struct HookJson(JsonElement Root)
{
    /// <summary>The most letters of an id, or of a model's name.</summary>
    public const int IdMax = 200;

    private const int DepthMax = 512;
    private const int TextMax = 16 * 1024 * 1024;

    /// <summary>Reads a payload.</summary>
    /// <exception cref="JsonException">It is no JSON object.</exception>
    public static HookJson Parse(ReadOnlyMemory<byte> body)
    {
        if (LoneSurrogates.MayBeIn(body.Span))
            body = Encoding.UTF8.GetBytes(LoneSurrogates.Mend(body.Span));
        using var document = JsonDocument.Parse(body, new() { MaxDepth = DepthMax });
        return document.RootElement.ValueKind == JsonValueKind.Object
            ? new(document.RootElement.Clone())
            : throw new JsonException("it is no object.");
    }

    /// <summary>The session, as its agent names it.</summary>
    /// <param name="name">The field.</param>
    /// <exception cref="JsonException">There is none.</exception>
    public AgentSession Session(string name) =>
        Text(name)?.Trim() is { Length: > 0 } own
            ? new(SessionId.OfAgent(own), SessionId.TryParse(own, null, out _) ? null : own)
            : throw new JsonException($"{name} is missing.");

    /// <summary>The text; null for none.</summary>
    public string? Text(string name) => JsonText.Of(Root, name, TextMax);

    /// <summary>The sub-agent; null for none.</summary>
    public string? Agent(string name) => AgentIdJson.Of(Text(name));

    /// <summary>The texts of the field's parts, a line each; empty where it has none.</summary>
    public string TextOfParts(string name) =>
        Value(name) is { ValueKind: JsonValueKind.Array } parts
            ? string.Join(
                '\n',
                parts
                    .EnumerateArray()
                    .Where(part => part.ValueKind == JsonValueKind.Object)
                    .Select(part => new HookJson(part).Text("text"))
                    .OfType<string>()
            )
            : "";

    /// <summary>The field; null for none.</summary>
    public JsonElement? Value(string name) =>
        Root.TryGetProperty(name, out var value)
        && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined)
            ? value
            : null;

    /// <summary>The field as an object of its own; null for none.</summary>
    public HookJson? Object(string name) =>
        Value(name) is { ValueKind: JsonValueKind.Object } value ? new HookJson(value) : null;

    /// <summary>The field; where it is JSON in a text, as some versions of an agent have it, what that says.</summary>
    public JsonElement? Unwrapped(string name)
    {
        if (Value(name) is not { ValueKind: JsonValueKind.String } value || Text(name)?.TrimStart() is not ['{', ..])
            return Value(name);
        try
        {
            using var inner = JsonDocument.Parse(Text(name)!, new() { MaxDepth = DepthMax });
            return inner.RootElement.Clone();
        }
        catch (JsonException)
        {
            return value;
        }
    }

    /// <summary>Whether it is said.</summary>
    public bool? Flag(string name) =>
        Value(name)?.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => null,
        };

    /// <summary>The whole number; null for none.</summary>
    public long? Number(string name) =>
        Value(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out var number) ? number : null;

    /// <summary>The number; null for none.</summary>
    public double? Real(string name) =>
        Value(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetDouble(out var number) ? number : null;

    /// <summary>How many tokens; 0 for none, and for no number of tokens.</summary>
    public long Tokens(string name) => Number(name) is { } tokens and >= 0 and <= UsageEntry.TokensMax ? tokens : 0;

    /// <summary>The moment, in UTC; null for none.</summary>
    public DateTimeOffset? Time(string name) =>
        DateTimeOffset.TryParse(Text(name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? at.ToUniversalTime()
            : null;

    /// <summary>An id or a name; null for none, and for one of more than <see cref="IdMax"/> letters.</summary>
    public string? Short(string name) => Text(name) is { Length: > 0 and <= IdMax } id ? id : null;

    /// <summary>The digest of a call's input, as sessions keep it.</summary>
    public static string Digest(string json) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json)));

    /// <summary>An id that is the same whenever the same is told again.</summary>
    public static Guid Id(params ReadOnlySpan<string?> parts) =>
        SessionId.OfAgent(Digest(string.Join('\n', parts!))).Value;
}
