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
        reader.Skip();
        return text;
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, string? value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value);
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
        reader.Skip();
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
