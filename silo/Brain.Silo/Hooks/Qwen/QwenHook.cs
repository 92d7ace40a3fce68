using System.Text.Json;
using Brain.Messages.Hooks;
using Brain.Messages.Hooks.Qwen;
using Brain.Messages.Sessions;

namespace Brain.Silo.Hooks.Qwen;

/// <summary>
/// Qwen Code's words, as version 0.24.4 says them: Claude Code's events, tools of its own, and prompts that are
/// numbered within their session.
/// </summary>
internal sealed class QwenHook : IAgentAdapter
{
    private const string Event = "hook_event_name";

    private readonly HeldContext _held = new();

    /// <inheritdoc/>
    public KnownAgent Agent => QwenAgent.Known;

    /// <inheritdoc/>
    public AgentTraits Traits { get; } =
        new()
        {
            CanAsk = false,
            Limits =
            [
                "A hook that fails, or takes longer than its time, lets everything go on.",
                "What would be asked about a call is refused.",
                "A session that runs one prompt and ends tells of no end, and of no reason why a prompt was refused.",
                "What its memory asks in the background is in no budget.",
                AgentTraits.HooksCanBeTakenOut,
            ],
        };

    /// <inheritdoc/>
    public AgentEvent Read(ReadOnlyMemory<byte> body, string? named)
    {
        var payload = HookJson.Parse(body);
        var session = payload.Session("session_id");
        var name = payload.Text(Event) ?? throw new JsonException($"{Event} is missing.");
        var agent = payload.Agent("agent_id");
        var prompt = payload.Text("prompt");
        var command = Command(name, payload);
        var tool = QwenTool.Of(payload);
        var batch = name == "PostToolBatch" ? QwenBatch.Of(payload) : null;
        return new(
            new HookEvent
            {
                SessionId = session.Id,
                AgentSessionId = session.Own,
                Name = name,
                Kind =
                    IsStopped(name, agent, payload, batch) ? EventKind.TurnInterruption
                    : batch is { Untold.Length: > 0 } ? EventKind.ToolBatch
                    : Kind(name, agent, prompt, command),
                Cwd = payload.Text("cwd"),
                TranscriptPath = payload.Text("transcript_path"),
                PromptId = payload.Text("prompt_id") is { Length: > 0 } id ? HookJson.Id(id) : null,
                AgentId = agent,
                AgentType = payload.Text("agent_type"),
                Source = payload.Text("source"),
                Model = payload.Text("model"),
                Prompt = prompt,
                ToolUseId = payload.Text("tool_call_id") ?? payload.Text("tool_use_id"),
                ToolCalls = batch?.Untold,
                DurationMs = payload.Real("duration_ms"),
                Error = payload.Text("error"),
                IsInterrupt = payload.Flag("is_interrupt"),
                StopHookActive = payload.Flag("stop_hook_active"),
                LastAssistantMessage = payload.Text("last_assistant_message"),
                Trigger = payload.Text("trigger"),
                Reason = payload.Text("reason"),
            }.With(tool, command)
        );
    }

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Write(SessionAnswer answer, HookEvent to) =>
        AnswerJson.Of(json =>
        {
            json.Text("systemMessage", answer.Message);
            var reason = answer.Refusal();
            if (reason is not null && to.Name is "UserPromptSubmit" or "UserPromptExpansion")
            {
                json.WriteString("decision", "block");
                json.Text("reason", reason);
            }

            var denied = to.Name == "PreToolUse" ? reason : null;
            var context = Context(answer, to, denied);
            if (denied is null && context is null)
                return;
            json.WriteStartObject("hookSpecificOutput");
            json.WriteString("hookEventName", to.Name);
            if (denied is not null)
                json.WriteString("permissionDecision", "deny");
            json.Text("permissionDecisionReason", denied);
            json.Text("additionalContext", context);
            json.WriteEndObject();
        });

    // What is said before a call is taken, and the model never reads it.
    private string? Context(SessionAnswer answer, HookEvent to, string? denied)
    {
        switch (to.Name)
        {
            case "PreToolUse":
                if (denied is null)
                    _held.Keep(to, answer);
                return null;
            case "PostToolUse" or "PostToolUseFailure":
                return _held.With(to, answer);
            // Its own words for an end put the reason in the place of what the last call came to, and end nothing.
            case "PostToolBatch":
                string[] told = [.. new[] { answer.Refusal(), answer.Context }.OfType<string>()];
                return told.Length == 0 ? null : string.Join('\n', told);
            default:
                return answer.Context;
        }
    }

    private static PromptedCommand? Command(string name, HookJson payload) =>
        name switch
        {
            "UserPromptExpansion" => PromptedCommand.Of(
                $"/{payload.Text("command_name")} {payload.Text("command_args")}"
            ),
            "UserPromptSubmit" => PromptedCommand.Of(payload.Text("submitted_prompt") ?? payload.Text("prompt")),
            _ => null,
        };

    // No other event tells that the person stopped the turn: its call was cut short, or all that it asked about were
    // refused. A sub-agent of which all were goes on, as its session does.
    private static bool IsStopped(string name, string? agent, HookJson payload, QwenBatch? batch) =>
        agent is null
        && ((name == "PostToolUseFailure" && payload.Flag("is_interrupt") == true) || batch is { IsStopped: true });

    private static EventKind Kind(string name, string? agent, string? prompt, PromptedCommand? command) =>
        name switch
        {
            "SessionStart" => EventKind.SessionStart,
            // It comes again with no words after each batch of calls, and for a sub-agent's task.
            "UserPromptSubmit" => agent is not null || string.IsNullOrEmpty(prompt) ? EventKind.Unknown
            : command is null ? EventKind.Prompt
            : EventKind.Command,
            "UserPromptExpansion" => command is null ? EventKind.Unknown : EventKind.Command,
            "PreToolUse" => EventKind.ToolCall,
            // Before the call is told of.
            "PermissionRequest" => EventKind.PermissionRequest,
            "PostToolUse" => EventKind.ToolSuccess,
            "PostToolUseFailure" => EventKind.ToolFailure,
            "Stop" => agent is null ? EventKind.TurnEnd : EventKind.Unknown,
            "StopFailure" => EventKind.TurnFailure,
            "SubagentStart" => EventKind.SubagentStart,
            "SubagentStop" => EventKind.SubagentEnd,
            "PreCompact" => EventKind.CompactionStart,
            "PostCompact" => EventKind.CompactionEnd,
            "SessionEnd" => EventKind.SessionEnd,
            _ => EventKind.Unknown,
        };
}
