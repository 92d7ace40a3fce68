using System.Text.Json;
using System.Text.Json.Serialization;

namespace Brain.Silo.Hooks.ClaudeCode;

/// <summary>
/// Reads of a tool's response in a PostToolBatch only that the call failed before any hook was asked: then it is
/// <c>&lt;tool_use_error&gt;…&lt;/tool_use_error&gt;</c>. Null for every other response, which may be megabytes.
/// </summary>
internal sealed class ToolErrorJson : JsonConverter<string?>
{
    private const int BytesMax = 64 * 1024;
    private const string Begins = "<tool_use_error>";
    private const string Ends = "</tool_use_error>";

    // A tool that is not there was not tried: it counts as refused.
    private const string Unknown = "Error: No such tool available";

    /// <inheritdoc/>
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            reader.Skip();
            return null;
        }

        if (reader.HasValueSequence || reader.ValueSpan.Length > BytesMax)
            return null;
        var text = reader.GetString()!;
        if (!text.StartsWith(Begins, StringComparison.Ordinal))
            return null;
        var end = text.IndexOf(Ends, StringComparison.Ordinal);
        var error = text[Begins.Length..(end < 0 ? text.Length : end)].Trim();
        return error.StartsWith(Unknown, StringComparison.Ordinal) ? null : error;
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, string? value, JsonSerializerOptions options) =>
        throw new NotSupportedException("A response is only read.");
}
