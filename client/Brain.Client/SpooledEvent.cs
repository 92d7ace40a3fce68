using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Brain.Client.Agents;
using Brain.Client.Http;
using Brain.Messages.Hooks;
using Brain.Messages.Secrets;

namespace Brain.Client;

/// <summary>One delivery of an event: what goes along with the agent's own bytes.</summary>
/// <param name="Id">Made up when the hook runs, and the same however often it is tried.</param>
/// <param name="Hard">The hook was installed to fail closed.</param>
internal readonly record struct CarriedDelivery(Guid Id, bool Hard)
{
    /// <summary>When it happened, once it waits in the spool; null while it is live.</summary>
    internal DateTimeOffset? At { get; init; }

    /// <summary>Header lines about the agent's process, which nobody could ask any more later; or nothing.</summary>
    internal string? Origin { get; init; }

    /// <summary>The project whose HANDOFF.md shall have this turn, or null.</summary>
    internal string? HandOff { get; init; }

    /// <summary>Whose event, by the agent's name; null for the first agent's, as in lines of before.</summary>
    internal string? Agent { get; init; }

    /// <summary>Where it is delivered to.</summary>
    internal string Route => (KnownAgent.Find(Agent) ?? HookAgent.First.Known).Route;

    /// <summary>The request's header lines, each with its line end.</summary>
    /// <param name="deadlineMs">When nobody waits for the answer any more, on the clock of
    /// <see cref="Environment.TickCount64"/>.</param>
    internal string Headers(long deadlineMs)
    {
        var until = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() + deadlineMs - Environment.TickCount64;
        return $"Brain-Event-Id: {Id}\r\nBrain-Until: {until}\r\n"
            + (At is { } at ? $"Brain-Event-At: {at:O}\r\n" : "")
            + Origin;
    }
}

/// <summary>
/// One line of the spool: <c>{"id","at","hard","agent","origin","handoff","event"}</c>. Add names, never rename.
/// </summary>
internal static class SpooledEvent
{
    /// <summary>
    /// The event as a line with a line break before and after it: the first is for a file whose last line was torn.
    /// The payload keeps its own bytes but for its secrets; what is not JSON becomes the string <c>text</c>.
    /// </summary>
    internal static ReadOnlySpan<byte> Line(CarriedDelivery delivery, ReadOnlySpan<byte> payload)
    {
        var json = IsJson(payload);
        payload = json ? SpoolableJson.Of(payload) : payload;
        var into = new ArrayBufferWriter<byte>(payload.Length + 256);
        into.Write("\n"u8);
        using (var writer = new Utf8JsonWriter(into, new() { Encoder = Unescaped.Instance, SkipValidation = true }))
        {
            writer.WriteStartObject();
            writer.WriteString("id"u8, delivery.Id);
            writer.WriteString("at"u8, delivery.At ?? DateTimeOffset.UtcNow);
            writer.WriteBoolean("hard"u8, delivery.Hard);
            if (delivery.Agent is { } agent)
                writer.WriteString("agent"u8, agent);
            if (delivery.Origin is { Length: > 0 } origin)
                writer.WriteString("origin"u8, origin);
            if (delivery.HandOff is { } project)
                writer.WriteString("handoff"u8, project);
            writer.WritePropertyName(json ? "event"u8 : "text"u8);
            if (json)
                writer.WriteRawValue(OnOneLine(payload), skipInputValidation: true);
            else
                writer.WriteStringValue(SecretScanner.Redact(Encoding.UTF8.GetString(payload)));
            writer.WriteEndObject();
        }

        into.Write("\n"u8);
        return into.WrittenSpan;
    }

    /// <summary>Reads a line back; false when it is torn or somebody else's.</summary>
    /// <param name="line">Without its line break.</param>
    /// <param name="delivery">What goes along, with its time.</param>
    /// <param name="payload">The agent's own bytes.</param>
    internal static bool TryRead(ReadOnlySpan<byte> line, out CarriedDelivery delivery, out byte[] payload)
    {
        (delivery, payload) = (default, []);
        try
        {
            var reader = new Utf8JsonReader(line);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                return false;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                Field(line, ref reader, ref delivery, ref payload);
            return delivery is { At: not null } && delivery.Id != Guid.Empty && payload.Length > 0 && !reader.Read();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            return false;
        }
    }

    private static void Field(
        ReadOnlySpan<byte> line,
        ref Utf8JsonReader reader,
        ref CarriedDelivery delivery,
        ref byte[] payload
    )
    {
        var name = reader.GetString();
        reader.Read();
        switch (name)
        {
            case "id":
                delivery = delivery with { Id = reader.GetGuid() };
                break;
            case "at":
                delivery = delivery with { At = reader.GetDateTimeOffset() };
                break;
            case "hard":
                delivery = delivery with { Hard = reader.GetBoolean() };
                break;
            case "agent":
                delivery = delivery with { Agent = reader.GetString() };
                break;
            case "origin":
                delivery = delivery with { Origin = reader.GetString() };
                break;
            case "handoff":
                delivery = delivery with { HandOff = reader.GetString() };
                break;
            case "text":
                payload = Encoding.UTF8.GetBytes(reader.GetString()!);
                break;
            default:
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                if (name == "event")
                    payload = line[start..(int)reader.BytesConsumed].ToArray();
                break;
        }
    }

    private static bool IsJson(ReadOnlySpan<byte> payload)
    {
        try
        {
            var reader = new Utf8JsonReader(payload);
            while (reader.Read()) { }

            return payload.Length > 0 && Utf8.IsValid(payload);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>In JSON a line break can only stand between tokens, where a space says the same.</summary>
    private static ReadOnlySpan<byte> OnOneLine(ReadOnlySpan<byte> json)
    {
        var bytes = json.Trim(" \r\n\t"u8);
        if (bytes.IndexOfAny((byte)'\r', (byte)'\n') < 0)
            return bytes;

        var line = bytes.ToArray();
        line.AsSpan().ReplaceAny(Breaks, (byte)' ');
        return line;
    }

    private static readonly SearchValues<byte> Breaks = SearchValues.Create("\r\n"u8);
}
