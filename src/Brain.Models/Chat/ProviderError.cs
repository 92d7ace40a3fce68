using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Brain.Models.Chat;

/// <summary>A provider's answer with a status other than success.</summary>
/// <param name="Status">The status.</param>
/// <param name="Again">When it wants to be asked again.</param>
/// <param name="Body">The beginning of what it said.</param>
internal sealed partial record ProviderError(HttpStatusCode Status, RetryConditionHeaderValue? Again, byte[] Body)
{
    private const int WordsMax = 200;

    /// <summary>How long to wait, by the provider's word; null when it gave none.</summary>
    public TimeSpan? Wait(DateTimeOffset now) =>
        Again switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date > now ? date - now : TimeSpan.Zero,
            _ => null,
        };

    /// <summary>Whether it says that the question is too long.</summary>
    public bool IsAboutLength => TooLong().IsMatch(Text);

    /// <summary>Whether it says that its filter stopped the question.</summary>
    public bool IsAboutContent =>
        Text.Contains("content_filter", StringComparison.Ordinal)
        || Text.Contains("content_policy", StringComparison.Ordinal);

    /// <summary>
    /// The provider's own words on one line, without the key or anything like one; empty when it said nothing that is
    /// meant for people.
    /// </summary>
    public string Words(string? key)
    {
        var words = Message() ?? "";
        if (key is not null)
            words = words.Replace(key, "[redacted]", StringComparison.Ordinal);
        words = Keys()
            .Replace(string.Concat(words.Select(letter => char.IsControl(letter) ? ' ' : letter)), "[redacted]")
            .Trim();
        return words.Length <= WordsMax ? words : words[..WordsMax] + "…";
    }

    private string Text => System.Text.Encoding.UTF8.GetString(Body);

    // {"error": {"message": "…"}} is Anthropic's and OpenAI's, {"error": "…"} is Ollama's, and {"message": "…"} is
    // other people's.
    private string? Message()
    {
        try
        {
            using var document = JsonDocument.Parse(Body);
            var json = document.RootElement;
            if (json.ValueKind == JsonValueKind.Object && json.TryGetProperty("error", out var error))
                json = error;
            if (json.ValueKind == JsonValueKind.Object && json.TryGetProperty("message", out var message))
                json = message;
            return json.ValueKind == JsonValueKind.String ? json.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [GeneratedRegex(
        "context_length_exceeded|prompt is too long|context length|context window|maximum context",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex TooLong();

    [GeneratedRegex(
        @"\b(?:sk|pk|key|bearer)[-_ ][^\s""']{6,}",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Keys();
}
