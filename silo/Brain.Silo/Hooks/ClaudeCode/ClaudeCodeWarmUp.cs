using System.Collections.Immutable;
using System.Text.Json;
using Brain.Domain.Review;
using Brain.Messages.Sessions;

namespace Brain.Silo.Hooks.ClaudeCode;

/// <summary>A session that nobody has, for a silo to walk through before the first real one.</summary>
internal static class ClaudeCodeWarmUp
{
    private static readonly string[] Payloads =
    [
        """{"hook_event_name":"SessionStart","source":"startup","cwd":"/rehearsal"}""",
        """{"hook_event_name":"UserPromptSubmit","prompt":"rehearse","prompt_id":"ffffffff-ffff-4fff-bfff-fffffffffff1"}""",
        """{"hook_event_name":"PreToolUse","tool_name":"Bash","tool_use_id":"r1","tool_input":{"command":"ls | wc -l"},"prompt_id":"ffffffff-ffff-4fff-bfff-fffffffffff1"}""",
        """{"hook_event_name":"PostToolUseFailure","tool_name":"Bash","tool_use_id":"r1","error":"none","prompt_id":"ffffffff-ffff-4fff-bfff-fffffffffff1"}""",
        """{"hook_event_name":"PostToolBatch","tool_calls":[{"tool_name":"Read","tool_use_id":"r2"}],"prompt_id":"ffffffff-ffff-4fff-bfff-fffffffffff1"}""",
        """{"hook_event_name":"Stop","last_assistant_message":"rehearsed","prompt_id":"ffffffff-ffff-4fff-bfff-fffffffffff1"}""",
        """{"hook_event_name":"UserPromptExpansion","command_name":"mode","command_args":"sparring","prompt_id":"ffffffff-ffff-4fff-bfff-fffffffffff2"}""",
        """{"hook_event_name":"SessionEnd","reason":"other"}""",
    ];

    /// <summary>What a turn called, as it is kept when it is reviewed.</summary>
    public static ImmutableArray<ToolToClassify> Calls { get; } =
    [
        new("Bash", "ok", "ls | wc -l"),
        new("Edit", "failed", "rehearsal.txt", "none"),
    ];

    /// <summary>The events, read as they are when they come.</summary>
    public static IEnumerable<HookEvent> Events(SessionId session) =>
        Payloads.Select(text =>
            JsonSerializer
                .Deserialize(
                    text.Replace("{\"hook", $"{{\"session_id\":\"{session}\",\"hook", StringComparison.Ordinal),
                    ClaudeCodePayloadJson.Default.ClaudeCodePayload
                )!
                .ToEvent()
        );

    /// <summary>The answer, written as it is when it leaves.</summary>
    public static byte[] Write(SessionAnswer answer, HookEvent hookEvent) =>
        JsonSerializer.SerializeToUtf8Bytes(HookAnswer.Of(answer, hookEvent.Name), HookAnswerJson.Default.HookAnswer);

    /// <summary>A request of an event that nobody knows.</summary>
    public static string Request(SessionId session)
    {
        var body = $$"""{"session_id":"{{session}}","hook_event_name":"{{AgentWarmUp.Name}}"}""";
        return "POST /hooks/claude-code HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
            + $"application/json\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}";
    }
}
