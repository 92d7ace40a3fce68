using System.Globalization;

namespace Brain.Silo.Telemetry;

/// <summary>
/// Reads exports in protobuf. Source: opentelemetry-proto, logs/v1/logs.proto and common/v1/common.proto.
/// </summary>
internal static class OtlpProtobuf
{
    private const string ServiceName = "service.name";

    /// <summary>The records of an export of logs.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static List<OtlpRecord> Logs(ReadOnlySpan<byte> body)
    {
        var records = new List<OtlpRecord>();
        var export = new ProtobufReader(body);
        while (export.Next())
        {
            if (export is { Field: 1, IsBytes: true })
                Resource(export.Bytes, records);
        }

        return records;
    }

    /// <summary>How many spans or metrics an export has: those below a resource and a scope.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static int Count(ReadOnlySpan<byte> body)
    {
        var count = 0;
        var export = new ProtobufReader(body);
        while (export.Next())
        {
            var resource = new ProtobufReader(export.Field == 1 ? export.Bytes : default);
            while (resource.Next())
            {
                var scope = new ProtobufReader(resource.Field == 2 ? resource.Bytes : default);
                while (scope.Next())
                    count += scope.Field == 2 ? 1 : 0;
            }
        }

        return count;
    }

    private static void Resource(ReadOnlySpan<byte> bytes, List<OtlpRecord> records)
    {
        var (first, service) = (records.Count, (string?)null);
        var resource = new ProtobufReader(bytes);
        while (resource.Next())
        {
            if (resource is { Field: 1, IsBytes: true })
                service = Service(resource.Bytes);
            else if (resource is { Field: 2, IsBytes: true })
                Scope(resource.Bytes, records);
        }

        for (var i = first; i < records.Count; i++)
            records[i] = records[i] with { Service = service };
    }

    private static string? Service(ReadOnlySpan<byte> bytes)
    {
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        var resource = new ProtobufReader(bytes);
        while (resource.Next())
        {
            if (resource is { Field: 1, IsBytes: true })
                Attribute(resource.Bytes, attributes);
        }

        return attributes.GetValueOrDefault(ServiceName);
    }

    private static void Scope(ReadOnlySpan<byte> bytes, List<OtlpRecord> records)
    {
        var scope = new ProtobufReader(bytes);
        while (scope.Next())
        {
            if (scope is { Field: 2, IsBytes: true })
                records.Add(Readable(scope.Bytes));
        }
    }

    // What is wrong with one says nothing of the others.
    private static OtlpRecord Readable(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Record(bytes);
        }
        catch (FormatException bad)
        {
            return OtlpRecord.Unreadable(bad.Message);
        }
    }

    private static OtlpRecord Record(ReadOnlySpan<byte> bytes)
    {
        var attributes = new Dictionary<string, string>(24, StringComparer.Ordinal);
        var (at, observed, name, body) = (0UL, 0UL, (string?)null, (string?)null);
        var record = new ProtobufReader(bytes);
        while (record.Next())
        {
            switch (record.Field)
            {
                case 1:
                    at = record.Number;
                    break;
                case 11:
                    observed = record.Number;
                    break;
                case 5:
                    body = Value(record.Bytes);
                    break;
                case 6:
                    Attribute(record.Bytes, attributes);
                    break;
                case 12:
                    name = record.Text;
                    break;
            }
        }

        return new(name is { Length: > 0 } ? name : body, OtlpRecord.Time(at == 0 ? observed : at), attributes);
    }

    private static void Attribute(ReadOnlySpan<byte> bytes, Dictionary<string, string> attributes)
    {
        var (key, value) = ("", (string?)null);
        var pair = new ProtobufReader(bytes);
        while (pair.Next())
        {
            if (pair.Field == 1)
                key = pair.Text;
            else if (pair.Field == 2)
                value = Value(pair.Bytes);
        }

        if (value is not null)
            attributes[key] = value;
    }

    private static string? Value(ReadOnlySpan<byte> bytes)
    {
        var text = (string?)null;
        var value = new ProtobufReader(bytes);
        while (value.Next())
        {
            text = value.Field switch
            {
                1 => value.Text,
                2 => value.Number != 0 ? "true" : "false",
                3 => ((long)value.Number).ToString(CultureInfo.InvariantCulture),
                4 => BitConverter.UInt64BitsToDouble(value.Number).ToString("R", CultureInfo.InvariantCulture),
                _ => text,
            };
        }

        return text;
    }
}
