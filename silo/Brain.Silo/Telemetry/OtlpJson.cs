using System.Globalization;
using System.Text;
using System.Text.Json;
using Brain.Messages.Text;

namespace Brain.Silo.Telemetry;

/// <summary>Reads exports in OTLP's JSON. Source: opentelemetry.io/docs/specs/otlp, JSON Protobuf encoding.</summary>
internal static class OtlpJson
{
    private const string ServiceName = "service.name";

    /// <summary>The records of an export of logs.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static List<OtlpRecord> Logs(ReadOnlyMemory<byte> body)
    {
        if (LoneSurrogates.MayBeIn(body.Span))
            body = Encoding.UTF8.GetBytes(LoneSurrogates.Mend(body.Span));
        using var export = JsonDocument.Parse(body);
        var records = new List<OtlpRecord>();
        foreach (var resource in List(export.RootElement, "resourceLogs"))
        {
            var service = Object(resource, "resource") is { } told
                ? Attributes(told).GetValueOrDefault(ServiceName)
                : null;
            foreach (var scope in List(resource, "scopeLogs"))
            {
                foreach (var record in List(scope, "logRecords"))
                    records.Add(Readable(record) with { Service = service });
            }
        }

        return records;
    }

    /// <summary>How many spans or metrics an export has.</summary>
    /// <param name="body">The export.</param>
    /// <param name="names">The lists' names, from the export down.</param>
    /// <exception cref="FormatException">It is none.</exception>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static int Count(ReadOnlyMemory<byte> body, (string Resources, string Scopes, string Items) names)
    {
        using var export = JsonDocument.Parse(body);
        return List(export.RootElement, names.Resources)
            .SelectMany(resource => List(resource, names.Scopes))
            .Sum(scope => List(scope, names.Items).Length);
    }

    // What is wrong with one says nothing of the others.
    private static OtlpRecord Readable(JsonElement record)
    {
        try
        {
            return Record(record);
        }
        catch (FormatException bad)
        {
            return OtlpRecord.Unreadable(bad.Message);
        }
    }

    private static OtlpRecord Record(JsonElement record)
    {
        if (record.ValueKind != JsonValueKind.Object)
            throw new FormatException($"a log record is no object but {record.ValueKind}.");
        var name = record.TextOf("eventName") is { Length: > 0 } own ? own
            : Object(record, "body") is { } body ? Value(body)
            : null;
        var at = Nanos(record, "timeUnixNano") is > 0 and var told ? told : Nanos(record, "observedTimeUnixNano");
        return new(name, OtlpRecord.Time(at), Attributes(record));
    }

    private static Dictionary<string, string> Attributes(JsonElement parent)
    {
        var attributes = new Dictionary<string, string>(24, StringComparer.Ordinal);
        foreach (var pair in List(parent, "attributes"))
        {
            if (
                pair.ValueKind == JsonValueKind.Object
                && pair.TextOf("key") is { } key
                && Object(pair, "value") is { } value
                && Value(value) is { } text
            )
                attributes[key] = text;
        }

        return attributes;
    }

    // A number of 64 bits may stand in quotes.
    private static string? Value(JsonElement value)
    {
        foreach (var one in value.EnumerateObject())
        {
            return one.Value.ValueKind switch
            {
                JsonValueKind.String => one.Value.GetString(),
                JsonValueKind.Number => one.Value.GetRawText(),
                JsonValueKind.True => "true",
                JsonValueKind.False => "false",
                _ => null,
            };
        }

        return null;
    }

    private static ulong Nanos(JsonElement record, string name) =>
        record.TryGetProperty(name, out var value)
        && ulong.TryParse(
            value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText(),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var nanos
        )
            ? nanos
            : 0;

    private static JsonElement? Object(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object ? value : null;

    private static JsonElement[] List(JsonElement parent, string name)
    {
        if (parent.ValueKind != JsonValueKind.Object)
            throw new FormatException($"expected an object with {name}, and found {parent.ValueKind}.");
        if (!parent.TryGetProperty(name, out var list) || list.ValueKind == JsonValueKind.Null)
            return [];
        return list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray()]
            : throw new FormatException($"{name} is no list.");
    }
}
