using Brain.Client.Hooks;
using Brain.Client.Install;
using Brain.Messages.Hooks;
using Brain.Messages.Hooks.Qwen;
using Brain.Messages.Sessions;

namespace Brain.Client.Agents.Qwen;

/// <summary>Qwen Code: Claude Code's events under tools of its own.</summary>
internal sealed class QwenClient : HookAgent
{
    /// <inheritdoc/>
    internal override KnownAgent Known => QwenAgent.Known;

    /// <inheritdoc/>
    internal override string ProjectVariable => "QWEN_PROJECT_DIR";

    /// <inheritdoc/>
    internal override AgentInstall Install { get; } = new QwenInstall();

    /// <inheritdoc/>
    internal override string[] Started(string prompt) => ["-i", prompt];

    /// <inheritdoc/>
    internal override EventKind KindOf(string name) =>
        name switch
        {
            "SessionStart" => EventKind.SessionStart,
            "UserPromptSubmit" => EventKind.Prompt,
            "UserPromptExpansion" => EventKind.Command,
            "PreToolUse" => EventKind.ToolCall,
            "Stop" => EventKind.TurnEnd,
            "SessionEnd" => EventKind.SessionEnd,
            _ => EventKind.Unknown,
        };

    /// <inheritdoc/>
    internal override bool IsCommand(HookHead head, ReadOnlySpan<byte> payload) =>
        head.Kind == EventKind.Command || base.IsCommand(head, payload);

    /// <inheritdoc/>
    internal override bool IsRefusable(string name) =>
        name is "UserPromptSubmit" or "UserPromptExpansion" or "PreToolUse";

    /// <inheritdoc/>
    internal override bool IsVisible(string name) =>
        IsRefusable(name) || name is "SessionStart" or "PostToolUse" or "Stop";
}
