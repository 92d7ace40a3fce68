using System.IO.Compression;
using System.Text.Json;

namespace Brain.Silo.Telemetry;

/// <summary>
/// Takes exports of OTLP over HTTP: JSON or protobuf, gzip or plain. Of logs what is asked for is kept; metrics and
/// traces are looked through and let go, for they say nothing that logs do not.
/// </summary>
internal sealed partial class OtlpReceiver(TelemetryWriter writer, ILogger<OtlpReceiver> logger) : IDisposable
{
    /// <summary>The most bytes of one export, unpacked.</summary>
    public const int BytesMax = 32 * 1024 * 1024;

    /// <summary>Exports that are read at the same time; one more is asked to come again.</summary>
    public const int AtOnceMax = 8;

    /// <summary>The most bytes of all exports that are read at the same time.</summary>
    public const long BytesAtOnceMax = 2L * BytesMax;

    private const int FirstBytes = 64 * 1024;

    private readonly SemaphoreSlim _places = new(AtOnceMax, AtOnceMax);
    private long _held;

    /// <inheritdoc/>
    public void Dispose() => _places.Dispose();

    /// <summary>Logs.</summary>
    public Task Logs(HttpContext context) =>
        Take(
            context,
            "rejectedLogRecords",
            async body =>
                await writer.Keep(
                    OtlpAnswer.IsProtobuf(context) ? OtlpProtobuf.Logs(body.Span) : OtlpJson.Logs(body),
                    context.RequestAborted
                )
        );

    /// <summary>Metrics.</summary>
    public Task Metrics(HttpContext context) =>
        Take(context, "rejectedDataPoints", body => Let(context, body, ("resourceMetrics", "scopeMetrics", "metrics")));

    /// <summary>Traces.</summary>
    public Task Traces(HttpContext context) =>
        Take(context, "rejectedSpans", body => Let(context, body, ("resourceSpans", "scopeSpans", "spans")));

    private static Task<(long, string?)> Let(
        HttpContext context,
        ReadOnlyMemory<byte> body,
        (string, string, string) names
    )
    {
        _ = OtlpAnswer.IsProtobuf(context) ? OtlpProtobuf.Count(body.Span) : OtlpJson.Count(body, names);
        return Task.FromResult((0L, (string?)null));
    }

    private async Task Take(
        HttpContext context,
        string rejectedName,
        Func<ReadOnlyMemory<byte>, Task<(long Rejected, string? Why)>> keep
    )
    {
        if (!OtlpAnswer.IsProtobuf(context) && !context.Request.HasJsonContentType())
        {
            await OtlpAnswer.Refused(
                context,
                415,
                $"The body is '{context.Request.ContentType}': expected {OtlpAnswer.Protobuf} or {OtlpAnswer.Json}."
            );
            return;
        }

        if (!await _places.WaitAsync(0, context.RequestAborted))
        {
            var why = $"{AtOnceMax} exports are being read; nothing of this one was kept.";
            await OtlpAnswer.Refused(context, 429, why);
            return;
        }

        var held = new HeldBytes(this);
        try
        {
            var (rejected, why) = await keep(await Read(context, held));
            await OtlpAnswer.Taken(context, rejected, why, rejectedName);
        }
        catch (Exception bad) when (bad is FormatException or JsonException or InvalidDataException)
        {
            await OtlpAnswer.Refused(context, 400, $"This export can't be read, and nothing was kept: {bad.Message}");
        }
        catch (BadHttpRequestException bad)
        {
            await OtlpAnswer.Refused(context, bad.StatusCode, $"This export did not come whole: {bad.Message}");
        }
        catch (TooMuchAtOnceException)
        {
            var why = $"Exports of {BytesAtOnceMax} bytes are being read; nothing of this one was kept.";
            await OtlpAnswer.Refused(context, 429, why);
        }
        catch (Exception fault) when (!context.RequestAborted.IsCancellationRequested)
        {
            LogFailed(logger, fault);
            await OtlpAnswer.Refused(
                context,
                503,
                "The brain could not keep all of this now; what is sent again is counted once."
            );
        }
        finally
        {
            held.Dispose();
            _places.Release();
        }
    }

    private static async Task<ReadOnlyMemory<byte>> Read(HttpContext context, HeldBytes held)
    {
        // Names of codings have no case, and x-gzip is gzip (RFC 9110, 8.4.1).
        var encoding = context.Request.Headers.ContentEncoding.ToString().ToLowerInvariant();
        if (encoding is not ("" or "identity" or "gzip" or "x-gzip"))
            throw new FormatException($"its encoding is '{encoding}': expected gzip or none.");
        await using Stream source = encoding.EndsWith("gzip", StringComparison.Ordinal)
            ? new GZipStream(context.Request.Body, CompressionMode.Decompress, leaveOpen: true)
            : new BufferedStream(context.Request.Body);
        // Its length is its sender's word: what has come is held, and no more.
        var whole = new MemoryStream((int)Math.Min(context.Request.ContentLength ?? FirstBytes, FirstBytes));
        var buffer = new byte[64 * 1024];
        while (await source.ReadAsync(buffer, context.RequestAborted) is > 0 and var read)
        {
            if (whole.Length + read > BytesMax)
                throw new FormatException($"unpacked it has more than {BytesMax} bytes.");
            held.Add(read);
            whole.Write(buffer, 0, read);
        }

        return whole.GetBuffer().AsMemory(0, (int)whole.Length);
    }

    private sealed class TooMuchAtOnceException : Exception;

    // What one export holds of what all may.
    private sealed class HeldBytes(OtlpReceiver receiver) : IDisposable
    {
        private long _held;

        public void Add(long bytes)
        {
            _held += bytes;
            if (Interlocked.Add(ref receiver._held, bytes) > BytesAtOnceMax)
                throw new TooMuchAtOnceException();
        }

        public void Dispose() => Interlocked.Add(ref receiver._held, -_held);
    }
}
