using System.Text.Json;
using System.Text.RegularExpressions;

namespace Brain.Silo.Hooks.Gemini;

/// <summary>
/// What Gemini CLI's payloads tell only between the lines: that a command failed, and what was answered. The text of an
/// answer in several pieces is garbled there, so it is read from the transcript, which has it by then.
/// </summary>
internal static partial class GeminiOutcome
{
    /// <summary>What went wrong with a call; null where nothing is known to.</summary>
    public static string? Failure(HookJson payload)
    {
        if (payload.Object("tool_response") is not { } response)
            return null;
        if (response.Object("error") is { } error)
            return error.Text("message") ?? "an error";
        return response.Text("llmContent") is { } text && Exit().Match(text) is { Success: true } exit
            ? $"exit code {exit.Groups["code"].Value}: {text}"
            : null;
    }

    /// <summary>What was answered last; null where the transcript can't be read.</summary>
    public static string? Answer(string? transcript)
    {
        foreach (var line in RecordTail.Lines(transcript))
        {
            if (
                !line.Contains("\"gemini\"", StringComparison.Ordinal)
                && !line.Contains("\"user\"", StringComparison.Ordinal)
            )
                continue;
            try
            {
                using var record = JsonDocument.Parse(line);
                if (!record.RootElement.TryGetProperty("type", out var type))
                    continue;
                // What stands before the prompt answers another one.
                if (type.GetString() == "user" && GeminiStory.TextOf(new(record.RootElement)).Length > 0)
                    return null;
                if (
                    type.GetString() == "gemini"
                    && record.RootElement.TryGetProperty("content", out var content)
                )
                    return content.ValueKind == JsonValueKind.String && content.GetString() is { Length: > 0 } text
                        ? text
                        : null;
            }
            catch (Exception odd) when (odd is JsonException or InvalidOperationException)
            {
                // Half a line, or none of the agent's.
            }
        }

        return null;
    }

    [GeneratedRegex(
        @"(?m)^Exit Code: (?<code>[1-9]\d*)\s*$",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Exit();
}
