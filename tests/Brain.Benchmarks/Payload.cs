using System.Text;

namespace Brain.Benchmarks;

/// <summary>Hook events of about 2 KB, as Claude Code sends them.</summary>
internal static class Payload
{
    private const string Words = "The quick brown fox jumps over the lazy dog and reads the file once more. ";
    public static readonly string Said = string.Concat(Enumerable.Repeat(Words, 22));

    public static byte[] Stop(Guid session, Guid? prompt = null) =>
        Bytes(
            session,
            "Stop",
            $"\"stop_hook_active\":false,\"last_assistant_message\":\"{Said}\",\"background_tasks\":[],\"session_crons\":[]",
            prompt
        );

    public static byte[] PreToolUse(Guid session, Guid prompt, int call) =>
        Bytes(
            session,
            "PreToolUse",
            $$"""
            "tool_name":"Bash","tool_input":{"command":"ls -la | wc -l","description":"{{Said[
                ..1200
            ]}}"},"tool_use_id":"toolu_{{call}}_{{session:N}}"
            """,
            prompt
        );

    public static byte[] Prompt(Guid session, Guid prompt) =>
        Bytes(session, "UserPromptSubmit", $"\"prompt\":\"{Said[..600]}\"", prompt);

    private static byte[] Bytes(Guid session, string name, string rest, Guid? prompt = null) =>
        Encoding.UTF8.GetBytes(
            $$"""{"session_id":"{{session}}","transcript_path":"/home/me/.claude/projects/-home-me-site/{{session}}.jsonl","cwd":"/home/me/site","prompt_id":"{{prompt ?? Guid.NewGuid()}}","permission_mode":"default","hook_event_name":"{{name}}",{{rest}}}"""
        );
}
