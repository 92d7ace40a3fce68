using System.Net;

namespace Brain.Models.Chat;

/// <summary>Why there is no answer, as sentences: who, what happened, what to do.</summary>
internal sealed class ChatFaults(ChatSettings settings, string? key)
{
    private const string Chat = "\"chat\" in brain.json";

    private string Who =>
        $"{settings.Model} at {settings.Endpoint.Authority} ({settings.Provider.ToString().ToLowerInvariant()})";

    public ChatFault Cancelled() =>
        new(
            ChatFaultKind.Cancelled,
            $"The question to {Who} was given up before its answer was whole; nothing of it is kept."
        );

    public ChatFault TimedOut() =>
        new(
            ChatFaultKind.TimedOut,
            $"{Who} had not finished after {settings.Timeout.TotalSeconds} s; nothing of its answer is kept. "
                + $"Ask again, or raise \"timeout_seconds\" of {Chat} (at most {ChatSettings.TimeoutSecondsMax})."
        );

    /// <summary>A status in place of an answer.</summary>
    public ChatFault Of(ProviderError refusal, DateTimeOffset now)
    {
        var status = (int)refusal.Status;
        var wait = refusal.Wait(now);
        return refusal.Status switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new(
                ChatFaultKind.Unauthorized,
                Unauthorized(status)
            ),
            HttpStatusCode.NotFound => new(ChatFaultKind.NotFound, NotFound()),
            HttpStatusCode.RequestEntityTooLarge => TooLong(status),
            HttpStatusCode.TooManyRequests => new(
                ChatFaultKind.RateLimited,
                $"{Who} takes no more questions for now ({status}): its limit is reached or the account's credit "
                    + $"used up. {Again(wait)}"
            )
            {
                RetryAfter = wait,
            },
            HttpStatusCode.ServiceUnavailable or (HttpStatusCode)529 => Overloaded($" ({status})", wait),
            >= HttpStatusCode.InternalServerError => Failed($" ({status})"),
            _ when refusal.IsAboutLength => TooLong(status),
            _ when refusal.IsAboutContent => Refused(),
            _ => new(ChatFaultKind.Rejected, Rejected(status, refusal.Words(key))),
        };
    }

    /// <summary>An exception of a library, which no status explains.</summary>
    public ChatFault Of(Exception fault, WireHandler wire, ProviderAdapter dialect)
    {
        var chain = Chain(fault).ToArray();
        if (chain.Select(dialect.Meaning).FirstOrDefault(kind => kind is not null) is { } kind)
            return kind == ChatFaultKind.RateLimited ? Overloaded("", wait: null) : Failed("");
        if (!wire.HasBegun)
            return new(
                ChatFaultKind.Unreachable,
                $"{Who} can't be reached: {Reason(chain)}. Check that it runs, and \"endpoint\" of {Chat}."
            );
        return chain.Any(one => one is IOException) ? BrokeOff() : Garbage("can't be read");
    }

    /// <summary>A stream that ended in peace and gave no answer.</summary>
    public ChatFault Of(ResponseBuffer buffer) =>
        buffer.IsRefused ? Refused()
        : !buffer.HasEnd ? BrokeOff()
        : Garbage($"is empty; a model that thinks first may need more \"max_output_tokens\" of {Chat}");

    private ChatFault BrokeOff() =>
        new(ChatFaultKind.Garbage, $"{Who} broke off in the middle of its answer; nothing of it is kept. Ask again.");

    private ChatFault Garbage(string what) =>
        new(
            ChatFaultKind.Garbage,
            $"The answer of {Who} {what}; nothing of it is kept. Ask again, or check \"provider\" and "
                + $"\"endpoint\" of {Chat}."
        );

    private ChatFault Refused() =>
        new(
            ChatFaultKind.Refused,
            $"{Who} declined to answer this; nothing it may have begun is kept. Ask in other words."
        );

    private ChatFault TooLong(int status) =>
        new(
            ChatFaultKind.TooLong,
            $"The question is too long for {Who} ({status}). Ask with less evidence, or choose a model with a "
                + $"larger context in {Chat}."
        );

    private ChatFault Overloaded(string status, TimeSpan? wait) =>
        new(ChatFaultKind.RateLimited, $"{Who} is overloaded{status}; nothing of an answer is kept. {Again(wait)}")
        {
            RetryAfter = wait,
        };

    private ChatFault Failed(string status) =>
        new(
            ChatFaultKind.Failed,
            $"{Who} had an error of its own{status}; nothing of an answer is kept. Ask again later."
        );

    private string Unauthorized(int status) =>
        key is null
            ? $"{Who} wants a key and was sent none ({status}). Name one with \"key_env\" or \"key_file\" of {Chat}."
            : $"{Who} does not accept the key in {settings.KeyFile ?? settings.KeyEnv} ({status}). Check that it is "
                + "whole, current and allowed to use this model.";

    private string NotFound() =>
        settings.Provider == ChatProvider.Ollama
            ? $"{Who} is not there (404). Fetch it with: ollama pull {settings.Model} · or check \"model\" and "
                + $"\"endpoint\" of {Chat}."
            : $"{Who} is not there (404). Check \"model\" and \"endpoint\" of {Chat}.";

    private string Rejected(int status, string words) =>
        $"{Who} did not accept the question ({status}){(words.Length > 0 ? $" and said: {words}" : ".")} Check {Chat}.";

    private static string Again(TimeSpan? wait) =>
        wait is { } time ? $"Ask again in {Math.Ceiling(time.TotalSeconds)} s." : "Ask again later.";

    private static string Reason(Exception[] chain) =>
        chain.OfType<HttpRequestException>().FirstOrDefault()?.HttpRequestError switch
        {
            HttpRequestError.NameResolutionError => "there is no host of that name",
            HttpRequestError.ConnectionError => "nobody answers there",
            HttpRequestError.SecureConnectionError => "no secure connection comes about",
            HttpRequestError.ProxyTunnelError => "the proxy does not let it through",
            HttpRequestError.ResponseEnded => "the connection ended before an answer began",
            _ => "the connection failed",
        };

    private static IEnumerable<Exception> Chain(Exception fault)
    {
        for (var one = fault; one is not null; one = one.InnerException)
            yield return one;
    }
}
