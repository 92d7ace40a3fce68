using System.Text.Json;
using System.Text.Json.Nodes;
using Brain.Client.Hooks;
using Brain.Messages.Text;

namespace Brain.Cli.Demo;

/// <summary>An event and its answer in words.</summary>
internal static class DemoText
{
    private const int TextMax = 100;

    internal static string Sent(JsonObject payload)
    {
        var input = payload["tool_input"] as JsonObject;
        var about = payload["prompt"]
            ?? payload["source"]
            ?? payload["last_assistant_message"]
            ?? payload["error"]
            ?? input?["file_path"]
            ?? input?["command"]
            ?? input?["description"]
            ?? payload["reason"]
            ?? payload["trigger"];
        return Short($"{payload["tool_name"]} {about}".Trim());
    }

    internal static string[] Answer(HookOutcome outcome) =>
        [.. Outcome(outcome), .. outcome.Stderr is { } words ? words.Split('\n') : []];

    private static IEnumerable<string> Outcome(HookOutcome outcome)
    {
        if (outcome.Stdout.IsEmpty || Parse(outcome.Stdout) is not { } answer)
            yield break;
        var own = answer["hookSpecificOutput"] as JsonObject;
        if (answer["decision"] is { } decision)
            yield return $"{decision}: {answer["reason"]}";
        if (own?["permissionDecision"] is { } permission)
            yield return $"{permission}: {own["permissionDecisionReason"]}";
        if (answer["systemMessage"] is { } footer)
            yield return $"shown: {footer}";
        if (own?["additionalContext"] is { } context)
            yield return $"told the model: {context}";
    }

    private static JsonObject? Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            return JsonNode.Parse(json.Span) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Short(string text)
    {
        var line = TerminalText.Line(text);
        return line.Length <= TextMax ? line : line[..TextMax] + "…";
    }
}
