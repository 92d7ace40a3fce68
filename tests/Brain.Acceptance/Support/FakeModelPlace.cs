using System.Text.Json;
using System.Text.RegularExpressions;

namespace Brain.Acceptance;

/// <summary>Where a conversation stands: in which script, at which step.</summary>
/// <param name="Script">The last <c>SCRIPT:name</c> the person said.</param>
/// <param name="Step">The assistant's turns since then.</param>
internal sealed partial record FakeModelPlace(string Script, int Step)
{
    // Claude Code's own words when it asks for the summary of a conversation.
    private const string CompactionRequest = "Your task is to create a detailed summary";

    public static FakeModelPlace In(JsonElement body)
    {
        var said = body.GetProperty("messages")
            .EnumerateArray()
            .Select(message => (Role: message.GetProperty("role").GetString(), Texts: Texts(message)))
            .ToArray();
        if (said.Length > 0 && said[^1].Texts.Any(text => text.Contains(CompactionRequest, StringComparison.Ordinal)))
            return new("compact", 0);

        for (var at = said.Length - 1; at >= 0; at--)
            if (said[at].Role == "user" && ScriptIn(said[at].Texts) is { } script)
                return new(script, said.Skip(at).Count(message => message.Role == "assistant"));
        return new("none", 0);
    }

    private static string? ScriptIn(IEnumerable<string> texts) =>
        texts.SelectMany(text => Mark().Matches(text)).LastOrDefault()?.Groups["name"].Value;

    private static string[] Texts(JsonElement message)
    {
        var content = message.GetProperty("content");
        return content.ValueKind == JsonValueKind.String
            ? [content.GetString()!]
            :
            [
                .. content
                    .EnumerateArray()
                    .Where(block => block.GetProperty("type").GetString() == "text")
                    .Select(block => block.GetProperty("text").GetString()!),
            ];
    }

    [GeneratedRegex("SCRIPT:(?<name>[a-z0-9_]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Mark();
}
