using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
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
    // A UUID of version 7 begins with the time: of those made within a minute the first eight digits are the same.
    private const int ShortLength = 8;
    private const int ShortLengthOfTimed = 13;

    /// <summary>
    /// The first characters of it, as people are shown them: eight, and thirteen where the first are a time.
    /// </summary>
    public string Short => ToString()[..(Value.Version == 7 ? ShortLengthOfTimed : ShortLength)];

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

    /// <summary>
    /// The session of an agent's own id: a UUID as it is, and of any other text, or all zeros, the UUID made from its
    /// hash (RFC 9562, version 8), so that the same text is the same session for ever.
    /// </summary>
    /// <param name="text">The agent's id.</param>
    public static SessionId OfAgent(string text)
    {
        if (TryParse(text, null, out var known))
            return known;
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new(new Guid(bytes, bigEndian: true));
    }

    /// <summary>The UUID in its lower-case form with dashes.</summary>
    public override string ToString() => Value.ToString();
}

/// <summary>
/// Writes a session id as the plain UUID, on the wire and in storage; an agent's own that is none is read as
/// <see cref="SessionId.OfAgent"/> has it.
/// </summary>
public sealed class SessionIdJson : JsonConverter<SessionId>
{
    /// <inheritdoc/>
    public override SessionId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        AgentSession.Text(ref reader) is { } text
            ? SessionId.OfAgent(text)
            : throw new JsonException("session_id is no id.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, SessionId value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Value);
}

/// <summary>A session as its agent names it.</summary>
/// <param name="Id">Which session.</param>
/// <param name="Own">The agent's own id, where that is no UUID.</param>
[JsonConverter(typeof(AgentSessionJson))]
public readonly record struct AgentSession(SessionId Id, string? Own)
{
    internal static string? Text(ref Utf8JsonReader reader)
    {
        var text = reader.TokenType switch
        {
            JsonTokenType.String => reader.GetString()!.Trim(),
            JsonTokenType.Number => Encoding.UTF8.GetString(reader.ValueSpan),
            _ => null,
        };
        _ = reader.TrySkip();
        return string.IsNullOrEmpty(text) ? null : text;
    }
}

/// <summary>Reads an agent's own id of its session.</summary>
public sealed class AgentSessionJson : JsonConverter<AgentSession>
{
    /// <inheritdoc/>
    public override AgentSession Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = AgentSession.Text(ref reader) ?? throw new JsonException("session_id is no id.");
        return new(SessionId.OfAgent(text), SessionId.TryParse(text, null, out _) ? null : text);
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, AgentSession value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Own ?? value.Id.ToString());
}
