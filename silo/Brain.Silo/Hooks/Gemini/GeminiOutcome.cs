using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Brain.Messages.Sessions;

namespace Brain.Silo.Hooks.Gemini;

/// <summary>
/// What Gemini CLI's payloads tell only between the lines: that a command failed, and what was answered. The text of an
/// answer in several pieces is garbled there, so it is read from the transcript, which has it by then.
/// </summary>
internal static partial class GeminiOutcome
{
    // What a command's result ends with, whichever of these it has.
    private static readonly string[] Behind =
    [
        "</untrusted_context>",
        "Process Group PGID: ",
        "Background PIDs: ",
        "Signal: ",
    ];

    /// <summary>What went wrong with a call; null where nothing is known to.</summary>
    public static string? Failure(HookJson payload, ToolKind? tool)
    {
        if (payload.Object("tool_response") is not { } response)
            return null;
        if (response.Object("error") is { } error)
            return error.Text("message") ?? "an error";
        return tool == ToolKind.Shell && response.Text("llmContent") is { } text && ExitCode(text) is { } code
            ? $"exit code {code}: {text}"
            : null;
    }

    /// <summary>The exit code of a command that failed; null of one that did not. What it printed may say the same, so
    /// only what stands behind that counts.</summary>
    public static int? ExitCode(string text)
    {
        var last = text.Split('\n')
            .Reverse()
            .FirstOrDefault(line =>
                !string.IsNullOrWhiteSpace(line)
                && !Array.Exists(Behind, mark => line.StartsWith(mark, StringComparison.Ordinal))
            );
        return last is not null && Exit().Match(last) is { Success: true } exit
            ? int.Parse(exit.Groups["code"].Value, CultureInfo.InvariantCulture)
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
        @"^Exit Code: (?<code>-?[1-9]\d{0,8})\s*$",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Exit();
}
