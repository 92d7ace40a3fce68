using System.Text.Json;
using Brain.Messages.Hooks;
using Brain.Messages.Hooks.OpenCode;
using Brain.Messages.Sessions;

namespace Brain.Silo.Hooks.OpenCode;

/// <summary>
/// opencode's words, as the plugin that <c>brain install opencode</c> writes hands them on: the names of opencode
/// 1.18.33's own hooks and events, with the session that a sub-agent's is a child of.
/// </summary>
internal sealed class OpenCodeHook : IAgentAdapter
{
    /// <inheritdoc/>
    public KnownAgent Agent => OpenCodeAgent.Known;

    /// <inheritdoc/>
    public AgentTraits Traits { get; } =
        new()
        {
            CanAsk = false,
            Prefix = "$",
            Limits =
            [
                "Footers and warnings are shown for some seconds, and no longer.",
                "What would be asked about a call is refused.",
                "Requests for titles are in no budget.",
                "An answer of the brain's comes as an error text.",
                "opencode tells of no end when it is killed.",
                AgentTraits.HooksCanBeTakenOut,
            ],
        };

    /// <inheritdoc/>
    public AgentEvent Read(ReadOnlyMemory<byte> body, string? named)
    {
        var payload = HookJson.Parse(body);
        var session = payload.Session("sessionId");
        var name = payload.Text("event") ?? named ?? throw new JsonException("event is missing.");
        var agent = payload.Agent("agentId");
        var prompt = payload.Text("prompt");
        var command = name == "chat.message" && agent is null ? PromptedCommand.Of(prompt) : null;
        var tool = OpenCodeTool.Of(payload);
        var failure = Failure(name, payload);
        return new(
            new HookEvent
            {
                SessionId = session.Id,
                AgentSessionId = session.Own,
                Name = name,
                Kind = Kind(name, agent, command, failure),
                Cwd = payload.Text("cwd"),
                PromptId = PromptOf(payload),
                AgentId = agent,
                AgentType = payload.Text("agentType"),
                Source = payload.Text("source"),
                Model = payload.Text("model"),
                Prompt = prompt,
                ToolUseId = payload.Text("callId"),
                Error = failure,
                LastAssistantMessage = payload.Text("answer"),
                Reason = payload.Text("reason"),
            }.With(tool, command)
        );
    }

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Write(SessionAnswer answer, HookEvent to) =>
        AnswerJson.Of(json =>
        {
            json.Text("refuse", to.Name is "chat.message" or "tool.execute.before" ? answer.Refusal() : null);
            json.Text("context", answer.Context);
            json.Text("systemMessage", answer.Message);
        });

    /// <summary>The prompt, by its message; null where there was none yet.</summary>
    internal static Guid? PromptOf(HookJson payload) =>
        payload.Text("messageId") is { Length: > 0 } id ? HookJson.Id(id) : null;

    /// <summary>What was typed: <c>opencode run</c> hands words over in quotation marks.</summary>
    internal static string? Typed(string? prompt) => prompt is ['"', .. var words, '"'] ? words : prompt;

    private static string? Failure(string name, HookJson payload) =>
        name switch
        {
            "tool.failed" or "session.error" => payload.Text("error") ?? "an error",
            "tool.execute.after" when payload.Number("exit") is { } code && code != 0 =>
                $"exit code {code}: {payload.Text("output")}",
            _ => null,
        };

    // With or without what the person said about it.
    private static bool IsRefused(string? failure) =>
        failure?.StartsWith("The user rejected permission to use this specific tool call", StringComparison.Ordinal)
            == true;

    private static EventKind Kind(string name, string? agent, PromptedCommand? command, string? failure) =>
        name switch
        {
            "session.created" => agent is null ? EventKind.SessionStart : EventKind.SubagentStart,
            "chat.message" => agent is not null ? EventKind.Unknown
            : command is null ? EventKind.Prompt
            : EventKind.Command,
            "tool.execute.before" => EventKind.ToolCall,
            "permission.asked" => EventKind.PermissionRequest,
            "tool.failed" when IsRefused(failure) => EventKind.PermissionRefusal,
            "tool.execute.after" or "tool.failed" => failure is null ? EventKind.ToolSuccess : EventKind.ToolFailure,
            "session.idle" => agent is null ? EventKind.TurnEnd : EventKind.SubagentEnd,
            "session.error" => agent is not null ? EventKind.Unknown
            : failure == OpenCodeStory.Aborted ? EventKind.TurnInterruption
            : EventKind.TurnFailure,
            "dispose" => EventKind.SessionEnd,
            _ => EventKind.Unknown,
        };
}
