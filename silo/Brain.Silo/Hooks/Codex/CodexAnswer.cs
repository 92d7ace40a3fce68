using System.Text.Json;
using Brain.Messages.Sessions;

namespace Brain.Silo.Hooks.Codex;

/// <summary>
/// A session's answer, exactly as strict as Codex' parser: one field that an event does not know makes the whole answer
/// void, without a word. So only what that event takes is written, and nothing for no opinion.
/// </summary>
internal static class CodexAnswer
{
    /// <summary>The answer to an event, by Codex' name for it.</summary>
    public static ReadOnlyMemory<byte> Of(SessionAnswer answer, string name)
    {
        var refusal = answer.Refusal();
        return AnswerJson.Of(json =>
        {
            json.Text("systemMessage", Shows(name) ? answer.Message : null);
            switch (name)
            {
                case "SessionStart" or "SubagentStart" or "PostToolUse":
                    Specific(json, name, answer.Context, null);
                    break;
                case "UserPromptSubmit":
                    Block(json, refusal);
                    Specific(json, name, answer.Context, null);
                    break;
                case "PreToolUse":
                    Specific(json, name, answer.Context, refusal);
                    break;
            }
        });
    }

    private static bool Shows(string name) =>
        name
            is "SessionStart"
                or "SubagentStart"
                or "UserPromptSubmit"
                or "PreToolUse"
                or "PostToolUse"
                or "Stop"
                or "Interrupt";

    private static void Block(Utf8JsonWriter json, string? reason)
    {
        if (reason is null)
            return;
        json.WriteString("decision", "block");
        json.WriteString("reason", reason);
    }

    private static void Specific(Utf8JsonWriter json, string name, string? context, string? denied)
    {
        if (context is null && denied is null)
            return;
        json.WriteStartObject("hookSpecificOutput");
        json.WriteString("hookEventName", name);
        if (denied is not null)
        {
            json.WriteString("permissionDecision", "deny");
            json.WriteString("permissionDecisionReason", denied);
        }

        if (context is not null)
            json.WriteString("additionalContext", context);
        json.WriteEndObject();
    }
}
