using System.Text.Json;
using Brain.Messages.Hooks;
using Brain.Messages.Hooks.Codex;
using Brain.Messages.Sessions;

namespace Brain.Silo.Hooks.Codex;

/// <summary>
/// Codex' words, as version 0.171.0 says them. Its payloads have Claude Code's shape with tools of its own; a sub-agent
/// speaks under its parent's session, with turns and a rollout that are its own.
/// </summary>
internal sealed class CodexHook : IAgentAdapter
{
    private const string Session = "session_id";
    private const string Event = "hook_event_name";

    private readonly CodexRolloutOf _rollouts = new();

    /// <inheritdoc/>
    public KnownAgent Agent => CodexAgent.Known;

    /// <inheritdoc/>
    public AgentTraits Traits { get; } =
        new()
        {
            CanAsk = false,
            Prefix = "$",
            Limits =
            [
                "A hook that nobody trusted, or that takes longer than its time, does not count, and Codex does not "
                    + "say so; whether hooks are trusted, `brain doctor` says.",
                "Codex can't be made to ask about a call: what would be asked is refused.",
                "Hosted tools, such as its web search, are not known to reach a hook.",
                "A killed Codex tells nothing: its turn is closed when it speaks again, or by time.",
                AgentTraits.HooksCanBeTakenOut,
            ],
        };

    /// <inheritdoc/>
    public AgentEvent Read(ReadOnlyMemory<byte> body, string? named)
    {
        var payload = HookJson.Parse(body);
        var session = payload.Session(Session);
        var name = payload.Text(Event) ?? throw new JsonException($"{Event} is missing.");
        var agent = payload.Agent("agent_id");
        var prompt = payload.Text("prompt");
        var command = agent is null && name == "UserPromptSubmit" ? PromptedCommand.Of(prompt) : null;
        var tool = CodexTool.Of(payload);
        var failure = name == "PostToolUse" ? CodexOutcome.Failure(payload, tool) : null;
        return new(
            new HookEvent
            {
                SessionId = session.Id,
                AgentSessionId = session.Own,
                Name = name,
                Kind = Kind(name, agent, command, failure),
                Cwd = payload.Text("cwd"),
                TranscriptPath = _rollouts.Find(
                    payload.Text(Session),
                    payload.Text("transcript_path"),
                    isOwn: agent is null || name == "SubagentStop"
                ),
                // A sub-agent's turn is a part of the turn that started it.
                PromptId = agent is null && Guid.TryParse(payload.Text("turn_id"), out var turn) ? turn : null,
                AgentId = agent,
                AgentType = payload.Text("agent_type"),
                Source = payload.Text("source"),
                Model = payload.Text("model"),
                Prompt = prompt,
                ToolUseId = payload.Text("tool_use_id"),
                Error = failure,
                StopHookActive = payload.Flag("stop_hook_active"),
                LastAssistantMessage = payload.Text("last_assistant_message"),
                Trigger = payload.Text("trigger"),
                Reason = payload.Text("reason"),
            }.With(tool, command)
        );
    }

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Write(SessionAnswer answer, HookEvent to) => CodexAnswer.Of(answer, to.Name);

    private static EventKind Kind(string name, string? agent, PromptedCommand? command, string? failure) =>
        name switch
        {
            "SessionStart" => EventKind.SessionStart,
            // A sub-agent's task is no prompt of the person's.
            "UserPromptSubmit" => agent is not null ? EventKind.Unknown
            : command is not null ? EventKind.Command
            : EventKind.Prompt,
            "PreToolUse" => EventKind.ToolCall,
            "PermissionRequest" => EventKind.PermissionRequest,
            "PostToolUse" => failure is null ? EventKind.ToolSuccess : EventKind.ToolFailure,
            "Stop" => agent is null ? EventKind.TurnEnd : EventKind.SubagentEnd,
            "Interrupt" => agent is null ? EventKind.TurnInterruption : EventKind.Unknown,
            "SubagentStart" => EventKind.SubagentStart,
            "SubagentStop" => EventKind.SubagentEnd,
            "PreCompact" => EventKind.CompactionStart,
            "PostCompact" => EventKind.CompactionEnd,
            "SessionEnd" => EventKind.SessionEnd,
            _ => EventKind.Unknown,
        };
}
