using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Brain.Silo.Telemetry;

/// <summary>
/// What an exporter is answered, in the format that it speaks. Source: opentelemetry.io/docs/specs/otlp, OTLP/HTTP
/// response.
/// </summary>
internal static class OtlpAnswer
{
    /// <summary>OTLP's binary content type.</summary>
    public const string Protobuf = "application/x-protobuf";

    /// <summary>OTLP's other content type.</summary>
    public const string Json = "application/json";

    /// <summary>All was taken, or all but some.</summary>
    /// <param name="context">Whom to answer.</param>
    /// <param name="rejected">How many were not taken.</param>
    /// <param name="why">Why not; null when all were.</param>
    /// <param name="name">How JSON calls the number: rejectedLogRecords, rejectedSpans, rejectedDataPoints.</param>
    public static Task Taken(HttpContext context, long rejected, string? why, string name)
    {
        context.Response.StatusCode = 200;
        if (IsProtobuf(context))
            return Write(context, Protobuf, rejected == 0 ? [] : Part(1, [.. Number(1, rejected), .. Text(2, why)]));
        var part = $"\"{name}\":\"{rejected}\",\"errorMessage\":{Quoted(why)}";
        var json = rejected == 0 ? "{}" : $"{{\"partialSuccess\":{{{part}}}}}";
        return Write(context, Json, Encoding.UTF8.GetBytes(json));
    }

    /// <summary>Nothing was taken.</summary>
    /// <param name="context">Whom to answer.</param>
    /// <param name="status">The HTTP status; 429 and 503 ask to try again.</param>
    /// <param name="why">Why, as a sentence.</param>
    public static Task Refused(HttpContext context, int status, string why)
    {
        context.Response.StatusCode = status;
        if (status is 429 or 503)
            context.Response.Headers.RetryAfter = status == 429 ? "1" : "5";
        // google.rpc.Status, whose codes are gRPC's.
        var code = status switch
        {
            429 => 8,
            503 => 14,
            _ => 3,
        };
        return IsProtobuf(context)
            ? Write(context, Protobuf, [.. Number(1, code), .. Text(2, why)])
            : Write(context, Json, Encoding.UTF8.GetBytes($$"""{"code":{{code}},"message":{{Quoted(why)}}}"""));
    }

    /// <summary>Whether the exporter speaks protobuf.</summary>
    public static bool IsProtobuf(HttpContext context) =>
        context.Request.ContentType?.StartsWith(Protobuf, StringComparison.OrdinalIgnoreCase) == true;

    private static async Task Write(HttpContext context, string type, byte[] body)
    {
        context.Response.ContentType = type;
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    private static string Quoted(string? text) =>
        $"\"{JsonEncodedText.Encode(text ?? "", JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";

    private static byte[] Number(int field, long value) => [(byte)(field << 3), .. Varint((ulong)value)];

    private static byte[] Text(int field, string? text) =>
        text is null ? [] : Part(field, Encoding.UTF8.GetBytes(text));

    private static byte[] Part(int field, byte[] bytes) =>
        [(byte)((field << 3) | 2), .. Varint((ulong)bytes.Length), .. bytes];

    private static IEnumerable<byte> Varint(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            yield return (byte)(value | 0x80);
        yield return (byte)value;
    }
}
