using System.Text.Json;
using System.Text.Json.Serialization;
using Brain.Messages.Secrets;

namespace Brain.Postgres;

/// <summary>
/// Text as it may lie in the database: without secrets, whoever forgot to take them out before, and without NUL, which
/// Postgres does not know, in whatever name an agent may put one.
/// </summary>
public sealed class StorableTextJson : JsonConverter<string>
{
    /// <inheritdoc/>
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetString();

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Storable(value));

    /// <inheritdoc/>
    public override string ReadAsPropertyName(
        ref Utf8JsonReader reader,
        Type typeToConvert,
        JsonSerializerOptions options
    ) => reader.GetString()!;

    /// <inheritdoc/>
    public override void WriteAsPropertyName(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WritePropertyName(Storable(value));

    private static string Storable(string value)
    {
        var clean = SecretScanner.Redact(value);
        return clean.Contains('\0') ? clean.Replace('\0', '\uFFFD') : clean;
    }
}
