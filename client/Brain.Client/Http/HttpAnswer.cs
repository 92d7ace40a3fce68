using System.Text.Json;
using System.Text.Json.Nodes;

namespace Brain.Client.Http;

/// <summary>What came back: a status and a body, or the fault that kept it from coming.</summary>
/// <param name="Status">The HTTP status; 0 with a fault.</param>
/// <param name="Body">The body, decoded.</param>
/// <param name="Fault">Why there is no answer, as the end of "the brain is down: …"; null when there is one.</param>
internal readonly record struct HttpAnswer(int Status, ReadOnlyMemory<byte> Body, string? Fault)
{
    private const int SaidMax = 300;

    /// <summary>
    /// Why an answer that is no decision is none, as the end of "the brain is down: …", with what the brain said of it.
    /// </summary>
    internal string WhyNot =>
        ErrorMessage is { Length: > 0 } text
            ? $"it answered with HTTP status {Status}: {(text.Length > SaidMax ? text[..SaidMax] + "…" : text)}"
            : $"it answered with HTTP status {Status}";

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
