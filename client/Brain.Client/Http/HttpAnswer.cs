using System.Text.Json;
using System.Text.Json.Nodes;

namespace Brain.Client.Http;

/// <summary>What came back: a status and a body, or the fault that kept it from coming.</summary>
/// <param name="Status">The HTTP status; 0 with a fault.</param>
/// <param name="Body">The body, decoded.</param>
/// <param name="Fault">Why there is no answer, as the end of "the brain is down: …"; null when there is one.</param>
internal readonly record struct HttpAnswer(int Status, ReadOnlyMemory<byte> Body, string? Fault)
{
    /// <summary>Why an answer of status 200 is no decision.</summary>
    internal const string NoDecision = "its answer was not a decision";

    private const int SaidMax = 300;
    private const string Answered = "it answered with HTTP status ";

    /// <summary>
    /// Why an answer that is no decision is none, as the end of "the brain could not: …", with what it said of it.
    /// </summary>
    internal string WhyNot =>
        ErrorMessage is { Length: > 0 } text
            ? $"{Answered}{Status}: {(text.Length > SaidMax ? text[..SaidMax] + "…" : text)}"
            : $"{Answered}{Status}";

    /// <summary>Something answered, so the brain is there, whatever it could not do.</summary>
    /// <param name="whyNot">Why there is no decision.</param>
    internal static bool Came(string whyNot) =>
        whyNot == NoDecision || whyNot.StartsWith(Answered, StringComparison.Ordinal);

    /// <summary>The sentence of an answer that is an error; null when it has none.</summary>
    internal string? ErrorMessage
    {
        get
        {
            try
            {
                return JsonNode.Parse(Body.Span)?["error"]?.GetValue<string>();
            }
            catch (Exception e) when (e is JsonException or InvalidOperationException)
            {
                return null;
            }
        }
    }

    internal static HttpAnswer Failed(string why) => new(0, default, why);
}
