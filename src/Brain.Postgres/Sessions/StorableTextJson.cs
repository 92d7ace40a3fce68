using System.Text.Json;
using System.Text.Json.Serialization;

namespace Brain.Postgres.Sessions;

/// <summary>Text as Postgres can hold it: it knows no NUL, in whatever name an agent may put one.</summary>
internal sealed class StorableTextJson : JsonConverter<string>
{
    /// <inheritdoc/>
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString();

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(Storable(value));

    /// <inheritdoc/>
    public override string ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString()!;

    /// <inheritdoc/>
    public override void WriteAsPropertyName(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WritePropertyName(Storable(value));

    private static string Storable(string value) => value.Contains('\0') ? value.Replace('\0', '\uFFFD') : value;
}
