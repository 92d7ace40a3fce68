using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Brain.Domain.Pipelines;
using Brain.Domain.Text;
using Brain.Messages.Text;
using Brain.Postgres.Pipelines;

namespace Brain.Silo.Pipelines;

/// <summary>
/// One try of a message: publishes it, unless a try before it turns out to have arrived. Whatever happens is an
/// outcome; nothing is thrown.
/// </summary>
internal sealed class Ntfy(TimeProvider clock) : IDisposable
{
    /// <summary>How long each request may take.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>How much a server's clock may be behind the database's, when it is asked for what it has.</summary>
    public static readonly TimeSpan ClocksApartMax = TimeSpan.FromHours(1);

    private const int AnswerBytesMax = 64 * 1024;
    private const int MessagesBytesMax = 4 * 1024 * 1024;
    private const int WhyMax = 300;

    // Nothing by itself: no proxy of the environment, no redirect to where the secret was not meant to go, no cookies.
    private readonly HttpClient _http = new(
        new SocketsHttpHandler
        {
            UseProxy = false,
            AllowAutoRedirect = false,
            UseCookies = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        }
    )
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>Sends a message once.</summary>
    public async Task<NtfyOutcome> Send(NtfyAccess access, ClaimedNotification claimed) =>
        claimed.IsDoubtful && await Find(access, claimed) is { } found
            ? new NtfySent(found)
            : await Publish(access, claimed);

    /// <summary>What the server calls a message that it has already; null when it has none, or does not say.</summary>
    public async Task<string?> Find(NtfyAccess access, ClaimedNotification claimed)
    {
        var since = (claimed.FirstTriedAt - ClocksApartMax).ToUnixTimeSeconds();
        using var request = Request(access, HttpMethod.Get, $"{claimed.Topic}/json?poll=1&since={since}");
        try
        {
            using var enough = new CancellationTokenSource(Patience, clock);
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, enough.Token);
            if (response.StatusCode != HttpStatusCode.OK)
                return null;
            var lines = (await Read(response, MessagesBytesMax, enough.Token)).Split(
                '\n',
                StringSplitOptions.RemoveEmptyEntries
            );
            return lines
                .Select(line => Parse(line, NtfyJson.Default.NtfyMessage))
                .FirstOrDefault(message => IsIt(message, claimed))
                ?.Id;
        }
        catch (Exception fault) when (IsOfTheWire(fault))
        {
            // Then it is published again: better twice on the wire than never.
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<NtfyOutcome> Publish(NtfyAccess access, ClaimedNotification claimed)
    {
        var row = claimed.Row;
        var message = new NtfyPublished(claimed.Topic, Title(row), Message(row), row.Priority)
        {
            Tags = row.Tags.IsDefaultOrEmpty ? null : row.Tags,
            Click = row.Click,
            SequenceId = claimed.Sequence,
        };
        using var request = Request(access, HttpMethod.Post, "");
        request.Content = new ByteArrayContent(
            JsonSerializer.SerializeToUtf8Bytes(message, NtfyJson.Short.NtfyPublished)
        );
        request.Content.Headers.ContentType = new("application/json");
        try
        {
            using var enough = new CancellationTokenSource(Patience, clock);
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, enough.Token);
            return Judge(access, response, await Read(response, AnswerBytesMax, enough.Token));
        }
        catch (OperationCanceledException)
        {
            return new NtfyLater($"No whole answer within {Patience.TotalSeconds} s.", MayHaveArrived: true);
        }
        catch (HttpRequestException fault)
            when (fault.HttpRequestError
                    is HttpRequestError.ConnectionError
                        or HttpRequestError.NameResolutionError
                        or HttpRequestError.SecureConnectionError
            )
        {
            return new NtfyLater(
                Why(access, $"No connection: {fault.GetBaseException().Message}"),
                MayHaveArrived: false
            )
            {
                IsForAll = true,
            };
        }
        catch (Exception fault) when (IsOfTheWire(fault))
        {
            return new NtfyLater(
                Why(access, $"The connection broke off: {fault.GetBaseException().Message}"),
                MayHaveArrived: true
            );
        }
    }

    private NtfyOutcome Judge(NtfyAccess access, HttpResponseMessage response, string body)
    {
        var status = (int)response.StatusCode;
        if (status == 200)
        {
            return Parse(body, NtfyJson.Default.NtfyMessage) is { Event: "message", Id: { Length: > 0 } id }
                ? new NtfySent(Redaction.Cut(id, WhyMax))
                : new NtfyLater(
                    "HTTP 200, and not what ntfy answers; is it ntfy that \"server\" names?",
                    MayHaveArrived: true
                );
        }

        var refused = Parse(body, NtfyJson.Default.NtfyError);
        var why = Why(
            access,
            refused?.Error is { Length: > 0 } error ? $"HTTP {status}, \"{error}\"." : $"HTTP {status}{Hint(response)}."
        );
        var isForAll = status is 429 or 503 || response.Headers.RetryAfter is not null;
        return status switch
        {
            // Only from ntfy itself: a proxy before it says 404 while ntfy starts.
            400 or 404 or 413 when refused is { Code: > 0 } => new NtfyRefused(why),
            >= 300 and < 500 => new NtfyLater(why, MayHaveArrived: false, Asked(response)) { IsForAll = isForAll },
            _ => new NtfyLater(why, MayHaveArrived: true, Asked(response)) { IsForAll = isForAll },
        };
    }

    private TimeSpan? Asked(HttpResponseMessage response) =>
        response.Headers.RetryAfter switch
        {
            { Delta: { } pause } => pause,
            { Date: { } at } => at - clock.GetUtcNow(),
            _ => null,
        };

    private static string Hint(HttpResponseMessage response) =>
        (int)response.StatusCode is >= 300 and < 400
            ? ", which leads elsewhere, and messages don't follow; name that address in \"server\""
            : "";

    private static bool IsIt(NtfyMessage? message, ClaimedNotification claimed) =>
        message is { Event: "message", Id.Length: > 0 }
        // A server trims both.
        && (
            message.SequenceId == claimed.Sequence
            || (
                message.Title?.Trim() == Title(claimed.Row).Trim()
                && message.Message?.Trim() == Message(claimed.Row).Trim()
            )
        );

    // As it leaves for a screen.
    private static string Title(NotificationRow row) => TerminalText.Line(row.Title);

    private static string Message(NotificationRow row) => TerminalText.Sanitize(row.Message);

    private static HttpRequestMessage Request(NtfyAccess access, HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, new Uri(access.Server, path));
        request.Headers.Authorization = access.SignIn;
        return request;
    }

    private static async Task<string> Read(HttpResponseMessage response, int bytesMax, CancellationToken stop)
    {
        var bytes = new MemoryStream();
        await using var stream = await response.Content.ReadAsStreamAsync(stop);
        var part = new byte[16 * 1024];
        for (int read; bytes.Length < bytesMax && (read = await stream.ReadAsync(part, stop)) > 0;)
            bytes.Write(part, 0, read);
        return System.Text.Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    private static T? Parse<T>(string text, JsonTypeInfo<T> shape)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(text, shape);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Why(NtfyAccess access, string text) => Redaction.Cut(access.Harmless(text), WhyMax);

    private static bool IsOfTheWire(Exception fault) =>
        fault is HttpRequestException or IOException or OperationCanceledException;
}
