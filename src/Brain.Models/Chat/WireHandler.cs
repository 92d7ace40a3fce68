using System.Collections.Frozen;

namespace Brain.Models.Chat;

/// <summary>
/// The one request of a question as it goes over the wire, below whichever library. It sees the status before the
/// library makes an exception of it, and bounds what is read.
/// </summary>
/// <param name="sockets">The shared connections; they outlive this.</param>
/// <param name="hasKey">False when what the library sends as the key is <see cref="NoKey"/>, which is taken out
/// again.</param>
/// <param name="stop">Ends the reading, also where the library reads without a token.</param>
internal sealed class WireHandler(HttpMessageHandler sockets, bool hasKey, CancellationToken stop)
    : DelegatingHandler(sockets)
{
    /// <summary>In the place of a key, for libraries that insist on one.</summary>
    public const string NoKey = "none";

    /// <summary>The most bytes of an answer on the wire: a hundred for each character that is kept.</summary>
    public const int BytesMax = 100 * ChatModel.AnswerMax;

    private const int RefusalBytesMax = 16 * 1024;

    // What the libraries send of themselves. Whatever else they find in the environment is not for this server.
    private static readonly FrozenSet<string> Known = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "Accept",
        "Accept-Encoding",
        "anthropic-beta",
        "anthropic-version",
        "Authorization",
        "Connection",
        "Expect",
        "Host",
        "Transfer-Encoding",
        "User-Agent",
        "x-api-key"
    );

    private WireStream? _body;

    /// <summary>What the provider said in place of an answer; null when it began to answer.</summary>
    public ProviderError? Refusal { get; private set; }

    /// <summary>Whether an answer began.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>
    /// Ends the request, also when its library left it half read: a model that nobody listens to goes on and costs.
    /// </summary>
    public void HangUp() => _body?.Dispose();

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        foreach (
            var name in request.Headers.Select(header => header.Key).Where(name => !Known.Contains(name)).ToArray()
        )
            request.Headers.Remove(name);
        // One key is enough: the other one would be the environment's.
        if (request.Headers.Contains("x-api-key"))
            request.Headers.Authorization = null;
        if (!hasKey)
        {
            request.Headers.Authorization = null;
            request.Headers.Remove("x-api-key");
        }

        var response = await base.SendAsync(request, cancellationToken);
        var body = new WireStream(await response.Content.ReadAsStreamAsync(cancellationToken), stop);
        _body = body;
        if (response.IsSuccessStatusCode)
        {
            HasBegun = true;
            response.Content = Instead(response.Content, new StreamContent(body));
            return response;
        }

        var bytes = new byte[RefusalBytesMax];
        var length = await body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        Refusal = new(response.StatusCode, response.Headers.RetryAfter, bytes[..length]);
        response.Content = Instead(response.Content, new ByteArrayContent(bytes, 0, length));
        return response;
    }

    private static HttpContent Instead(HttpContent old, HttpContent content)
    {
        content.Headers.ContentType = old.Headers.ContentType;
        return content;
    }
}
