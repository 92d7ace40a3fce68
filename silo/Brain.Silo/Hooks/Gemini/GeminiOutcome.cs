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
        foreach (var (type, content, typed) in Newest(transcript, "gemini", "user"))
        {
            // What stands before the prompt answers another one.
            if (type == "user" && typed)
                return null;
            if (type == "gemini")
                return content;
        }

        return null;
    }

    /// <summary>The person stopped the turn: nothing but a note in the transcript tells that from an end.</summary>
    public static bool IsStopped(string? transcript)
    {
        foreach (var (type, content, typed) in Newest(transcript, "info", "user"))
        {
            if (type == "user" && typed)
                return false;
            if (type == "info" && SaysStopped(content))
                return true;
        }

        return false;
    }

    /// <summary>Whether a note says that the person stopped a turn.</summary>
    public static bool SaysStopped(string? note) => note is "Request cancelled." or "User cancelled the request.";

    // Its messages of some types, newest first, each with its text and whether somebody typed it.
    private static IEnumerable<(string Type, string? Content, bool Typed)> Newest(
        string? transcript,
        params string[] types
    )
    {
        foreach (var line in RecordTail.Lines(transcript))
        {
            if (!Array.Exists(types, type => line.Contains($"\"{type}\"", StringComparison.Ordinal)))
                continue;
            if (Message(line) is { } message && types.Contains(message.Type))
                yield return message;
        }
    }

    private static (string Type, string? Content, bool Typed)? Message(string line)
    {
        try
        {
            using var record = JsonDocument.Parse(line);
            if (
                !record.RootElement.TryGetProperty("type", out var type)
                || !record.RootElement.TryGetProperty("content", out var content)
            )
                return null;
            var text = content.ValueKind == JsonValueKind.String ? content.GetString() : null;
            var typed =
                type.GetString() == "user"
                && GeminiHook.TypedInRecord(GeminiStory.TextOf(new(record.RootElement))) is { Length: > 0 };
            return (type.GetString() ?? "", text is { Length: > 0 } ? text : null, typed);
        }
        catch (Exception odd) when (odd is JsonException or InvalidOperationException)
        {
            // Half a line, or none of the agent's.
            return null;
        }
    }

    [GeneratedRegex(
        @"(?m)^Exit Code: (?<code>[1-9]\d*)\s*$",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Exit();
}
