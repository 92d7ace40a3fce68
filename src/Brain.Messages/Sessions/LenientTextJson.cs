using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Brain.Messages.Sessions;

/// <summary>
/// A name that an agent may one day send as a number: taken as its text. Anything else is no name, and null.
/// </summary>
public sealed class LenientTextJson : JsonConverter<string?>
{
    /// <inheritdoc/>
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
            return reader.GetString();
        var text = reader.TokenType == JsonTokenType.Number ? Encoding.UTF8.GetString(reader.ValueSpan) : null;
        _ = reader.TrySkip();
        return text;
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, string? value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value);
}

/// <summary>
/// A sub-agent's id, a number's text too. Null for none: a program that writes every field of its record writes ""
/// or 0 for the agent itself.
/// </summary>
public sealed class AgentIdJson : JsonConverter<string?>
{
    private static readonly LenientTextJson Text = new();

    /// <summary>The id; null for what is none.</summary>
    public static string? Of(string? id) => string.IsNullOrWhiteSpace(id) || id == "0" ? null : id;

    /// <inheritdoc/>
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Of(Text.Read(ref reader, typeToConvert, options));

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, string? value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value);
}

/// <summary>
/// A text that an agent may one day send in parts (<c>[{"type":"text","text":…}, …]</c>): the text of the parts, a line
/// each. Parts that hold none, such as images, say nothing.
/// </summary>
public sealed class LenientPartsJson : JsonConverter<string?>
{
    // Where a part keeps its text, most telling first.
    private static readonly string[] TextNames = ["text", "content", "message"];

    /// <inheritdoc/>
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
            return reader.GetString();
        using var parts = JsonDocument.ParseValue(ref reader);
        return Text(parts.RootElement);
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, string? value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value);

    private static string? Text(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.Array => value.EnumerateArray().Select(Text).Where(text => text is not null).ToArray()
                is { Length: > 0 } texts
                ? string.Join('\n', texts)
                : null,
            JsonValueKind.Object => TextNames
                .Select(name => value.TryGetProperty(name, out var text) ? Text(text) : null)
                .FirstOrDefault(text => text is not null),
            _ => null,
        };
}

/// <summary>Yes or no, in whichever way it is written; anything else is not known.</summary>
public sealed class LenientFlagJson : JsonConverter<bool?>
{
    /// <inheritdoc/>
    public override bool? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        bool? flag = reader.TokenType switch
        {
            JsonTokenType.True => true,
            JsonTokenType.False => false,
            JsonTokenType.String => bool.TryParse(reader.GetString(), out var isOn) ? isOn : null,
            JsonTokenType.Number => reader.TryGetInt32(out var number) && number is 0 or 1 ? number == 1 : null,
            _ => null,
        };
        _ = reader.TrySkip();
        return flag;
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, bool? value, JsonSerializerOptions options)
    {
        if (value is { } flag)
            writer.WriteBooleanValue(flag);
        else
            writer.WriteNullValue();
    }
}

/// <summary>A number, in quotes or not; what is none, or has no end, is not known.</summary>
public sealed class LenientNumberJson : JsonConverter<double?>
{
    /// <inheritdoc/>
    public override double? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        double? number = reader.TokenType switch
        {
            JsonTokenType.Number => reader.TryGetDouble(out var plain) ? plain : null,
            JsonTokenType.String => double.TryParse(
                reader.GetString(),
                NumberStyles.Float,
                CultureInfo.InvariantCulture,
                out var quoted
            )
                ? quoted
                : null,
            _ => null,
        };
        _ = reader.TrySkip();
        return number is { } known && double.IsFinite(known) ? known : null;
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, double? value, JsonSerializerOptions options)
    {
        if (value is { } number)
            writer.WriteNumberValue(number);
        else
            writer.WriteNullValue();
    }
}

/// <summary>
/// A prompt's id: a UUID as it is, any other text as the UUID made from its hash, so that it stays the same id.
/// </summary>
public sealed class PromptIdJson : JsonConverter<Guid?>
{
    /// <inheritdoc/>
    public override Guid? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.TokenType switch
        {
            JsonTokenType.String => reader.GetString(),
            JsonTokenType.Number => Encoding.UTF8.GetString(reader.ValueSpan),
            _ => null,
        };
        _ = reader.TrySkip();
        if (string.IsNullOrEmpty(text))
            return null;
        return Guid.TryParse(text, out var id)
            ? id
            : new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Guid? value, JsonSerializerOptions options)
    {
        if (value is { } id)
            writer.WriteStringValue(id);
        else
            writer.WriteNullValue();
    }
}
