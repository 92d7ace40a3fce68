using System.Text.Json;
using System.Text.RegularExpressions;
using Brain.Messages.Sessions;

namespace Brain.Silo.Hooks.Copilot;

/// <summary>
/// What Copilot CLI's payloads tell only between the lines: a command that failed counts as a success there, and an
/// answer stands only in the session's own file.
/// </summary>
internal static partial class CopilotOutcome
{
    /// <summary>What went wrong with a call; null where nothing is known to.</summary>
    public static string? Failure(string name, HookJson payload, ToolKind? tool)
    {
        if (name == "postToolUseFailure")
            return payload.Text("error") ?? "an error";
        if (name != "postToolUse" || payload.Object("toolResult") is not { } result)
            return null;
        var text = result.Text("textResultForLlm") ?? "";
        if (result.Text("resultType") is { } type && type != "success")
            return $"{type}: {text}";
        // A file or a sub-agent may end with the same words.
        return tool is ToolKind.Shell or ToolKind.OtherShell && Exit().Match(text) is { Success: true } exit
            ? $"exit code {exit.Groups["code"].Value}: {text}"
            : null;
    }

    /// <summary>What was answered last; null where the file can't be read, or does not have it yet.</summary>
    /// <param name="events">The session's file.</param>
    /// <param name="since">When the turn was asked; null for not known.</param>
    /// <param name="until">When it was over; null for now.</param>
    public static string? Answer(string? events, DateTimeOffset? since = null, DateTimeOffset? until = null)
    {
        foreach (var line in RecordTail.Lines(events))
        {
            if (
                !line.Contains("\"assistant.message\"", StringComparison.Ordinal)
                && !line.Contains("\"user.message\"", StringComparison.Ordinal)
            )
                continue;
            try
            {
                using var record = JsonDocument.Parse(line);
                var type = record.RootElement.GetProperty("type").GetString();
                // A sub-agent's words are in the same file.
                if (
                    type is not ("assistant.message" or "user.message")
                    || record.RootElement.TryGetProperty("agentId", out _)
                )
                    continue;
                var at = new HookJson(record.RootElement).Time("timestamp");
                if (at > until)
                    continue;
                // What stands before the prompt answers another one.
                if (type == "user.message" || at < since)
                    return null;
                return
                    record.RootElement.TryGetProperty("data", out var data)
                    // What is said beside a call is no answer: that is still to be written.
                    && !(
                        data.TryGetProperty("toolRequests", out var calls)
                        && calls.ValueKind == JsonValueKind.Array
                        && calls.GetArrayLength() > 0
                    )
                    && data.TryGetProperty("content", out var content)
                    && content.ValueKind == JsonValueKind.String
                    && content.GetString() is { Length: > 0 } text
                    ? text
                    : null;
            }
            catch (Exception odd) when (odd is JsonException or InvalidOperationException or KeyNotFoundException)
            {
                // Half a line, or none of the agent's.
            }
        }

        return null;
    }

    /// <summary>
    /// How the person refused the call that they were asked about: with the whole turn, or the call alone; null where
    /// they did not, or where the file does not have it yet.
    /// </summary>
    /// <param name="events">The session's file.</param>
    /// <param name="since">When they were asked.</param>
    public static EventKind? Refusal(string? events, DateTimeOffset since)
    {
        EventKind? first = null;
        foreach (var line in RecordTail.Lines(events))
        {
            if (Last(line) is not var (type, at, result))
                continue;
            if (at < since || type == "user.message")
                return first;
            first = type switch
            {
                "abort" => EventKind.TurnInterruption,
                // With the turn, which is told behind it.
                _ when result == "cancelled" => first,
                _ => result?.StartsWith("denied", StringComparison.Ordinal) == true
                    ? EventKind.PermissionRefusal
                    : null,
            };
        }

        return first;
    }

    private static readonly string[] OfRefusals =
    [
        "user.message",
        "permission.completed",
        "abort",
    ];

    // A line that tells of a prompt or how it ended, in the session itself or in a sub-agent.
    private static (string Type, DateTimeOffset? At, string? Result)? Last(string line)
    {
        if (!Array.Exists(OfRefusals, type => line.Contains($"\"{type}\"", StringComparison.Ordinal)))
            return null;
        try
        {
            using var record = JsonDocument.Parse(line);
            var root = new HookJson(record.RootElement);
            return root.Text("type") is { } type && OfRefusals.Contains(type)
                ? (type, root.Time("timestamp"), root.Object("data")?.Object("result")?.Text("kind"))
                : null;
        }
        catch (Exception odd) when (odd is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    [GeneratedRegex(
        @"<[^<>]*exit code (?<code>-?[1-9]\d*)>\s*$",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Exit();
}
