using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Brain.Acceptance;

/// <summary>One request that reached the fake model.</summary>
/// <param name="Session">The session that Claude Code says it is for (<c>x-claude-code-session-id</c>).</param>
/// <param name="Script">The script it was answered from; <c>compact</c> for a compaction, <c>none</c> for no
/// script.</param>
/// <param name="Step">How many answers of the script came before: 0 for the first.</param>
/// <param name="Body">The whole request.</param>
/// <param name="Usage">The tokens it was said to have cost.</param>
public sealed record FakeModelRequest(string Session, string Script, int Step, string Body, FakeModelUsage Usage)
{
    private readonly Lazy<string> words = new(() => WordsOf(Body));

    /// <summary>Every text of the conversation as the model reads it, system texts too, one below the other.</summary>
    public string Words => words.Value;

    /// <summary>Whether the model could read this text.</summary>
    public bool Says(string text) => Words.Contains(text, StringComparison.Ordinal);

    /// <summary>What it was, without the megabyte that it said.</summary>
    public override string ToString() => $"{Script}, step {Step}, session {Session}";

    private static string WordsOf(string body)
    {
        var all = new StringBuilder();
        var request = JsonSerializer.Deserialize<JsonElement>(body);
        foreach (var part in new[] { "system", "messages" })
            if (request.TryGetProperty(part, out var value))
                Collect(value, all);
        return all.ToString();
    }

    private static void Collect(JsonElement value, StringBuilder words)
    {
        if (value.ValueKind == JsonValueKind.String)
            words.AppendLine(value.GetString());
        else if (value.ValueKind == JsonValueKind.Array)
            foreach (var item in value.EnumerateArray())
                Collect(item, words);
        else if (value.ValueKind == JsonValueKind.Object)
            foreach (var field in value.EnumerateObject())
                Collect(field.Value, words);
    }
}

/// <summary>What a request is said to have cost; the same figures for the same request and answer.</summary>
/// <param name="Input">Fresh input tokens.</param>
/// <param name="CacheWrite">Tokens written to the cache.</param>
/// <param name="CacheRead">Tokens read from the cache.</param>
/// <param name="Output">Tokens of the answer.</param>
public sealed record FakeModelUsage(int Input, int CacheWrite, int CacheRead, int Output)
{
    // A token is about four characters; a quarter of what is sent counts as new to the cache.
    private const int CharactersPerToken = 4;

    internal static FakeModelUsage Of(string body, IReadOnlyList<JsonObject> content) =>
        new(
            Input: 10,
            CacheWrite: body.Length / CharactersPerToken / 4,
            CacheRead: body.Length / CharactersPerToken * 3 / 4,
            Output: 1 + (content.Sum(block => block.ToJsonString().Length) / CharactersPerToken)
        );

    internal JsonObject Json(int output) =>
        new()
        {
            ["input_tokens"] = Input,
            ["cache_creation_input_tokens"] = CacheWrite,
            ["cache_read_input_tokens"] = CacheRead,
            ["output_tokens"] = output,
            ["service_tier"] = "standard",
        };
}
