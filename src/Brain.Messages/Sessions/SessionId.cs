using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Brain.Messages.Sessions;

/// <summary>
/// Which session. It is the agent's own id (Claude Code's <c>session_id</c>), so the same session is the same
/// grain and the same row whoever speaks of it.
/// </summary>
/// <param name="Value">A UUID; never all zeros.</param>
[JsonConverter(typeof(SessionIdJson))]
public readonly record struct SessionId(Guid Value) : IParsable<SessionId>
{
    /// <summary>Reads a UUID in any of its usual forms.</summary>
    /// <exception cref="FormatException">The text is not a UUID.</exception>
    public static SessionId Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var id)
            ? id
            : throw new FormatException(
                $"'{s}' is not a session id: expected a UUID such as 00000000-0000-0000-0000-000000000001."
            );

    /// <summary>Reads a UUID; false when the text is none, or is all zeros.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out SessionId result)
    {
        var known = Guid.TryParse(s, out var value) && value != Guid.Empty;
        result = known ? new(value) : default;
        return known;
    }

    /// <summary>The UUID in its lower-case form with dashes.</summary>
    public override string ToString() => Value.ToString();
}

/// <summary>Writes a session id as the plain UUID, on the wire and in storage.</summary>
public sealed class SessionIdJson : JsonConverter<SessionId>
{
    /// <inheritdoc/>
    public override SessionId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && SessionId.TryParse(reader.GetString(), null, out var id)
            ? id
            : throw new JsonException("session_id is not a UUID.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, SessionId value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Value);
}
