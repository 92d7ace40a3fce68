using System.Text.Json;
using Brain.Messages.Sessions;

namespace Brain.Silo.Hooks.ClaudeCode;

/// <summary>
/// An event that Copilot CLI hands to Claude Code's hooks in its own words, which it does for two of them
/// (permissionRequest and subagentStart): it names no event, or in another field, and its time is a number.
/// </summary>
internal static class EventInOtherWords
{
    /// <summary>The event, of a kind that nothing is decided on; null where it is none of those.</summary>
    public static HookEvent? Of(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return Of(json.RootElement);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static HookEvent? Of(JsonElement json) =>
        json.ValueKind == JsonValueKind.Object
        && !json.TryGetProperty("session_id", out _)
        && !json.TryGetProperty("hook_event_name", out _)
        && json.TryGetProperty("sessionId", out var session)
        && session.ValueKind == JsonValueKind.String
        && json.TryGetProperty("timestamp", out var time)
        && time.ValueKind == JsonValueKind.Number
            ? new()
            {
                SessionId = SessionId.OfAgent(session.GetString()!),
                Name = "another agent's",
                Kind = EventKind.Unknown,
            }
            : null;
}
