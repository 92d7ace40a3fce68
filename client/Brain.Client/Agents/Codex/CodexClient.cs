using Brain.Client.Install;
using Brain.Messages.Hooks;
using Brain.Messages.Hooks.Codex;
using Brain.Messages.Sessions;

namespace Brain.Client.Agents.Codex;

/// <summary>
/// Codex: exit 2 with words on stderr refuses a prompt and a call, and every other trouble lets it go on.
/// </summary>
internal sealed class CodexClient : HookAgent
{
    /// <inheritdoc/>
    internal override KnownAgent Known => CodexAgent.Known;

    /// <inheritdoc/>
    internal override string ForkMark => "\"forked_from_id\"";

    /// <inheritdoc/>
    internal override AgentInstall Install { get; } = new CodexInstall();

    /// <inheritdoc/>
    internal override string SessionVariable => "CODEX_SESSION_ID";

    /// <inheritdoc/>
    internal override EventKind KindOf(string name) =>
        name switch
        {
            "SessionStart" => EventKind.SessionStart,
            "UserPromptSubmit" => EventKind.Prompt,
            "PreToolUse" => EventKind.ToolCall,
            "Stop" => EventKind.TurnEnd,
            "SessionEnd" => EventKind.SessionEnd,
            _ => EventKind.Unknown,
        };

    /// <inheritdoc/>
    internal override bool IsRefusable(string name) => name is "UserPromptSubmit" or "PreToolUse";

    /// <inheritdoc/>
    internal override bool IsVisible(string name) =>
        name is "SessionStart" or "UserPromptSubmit" or "PreToolUse" or "PostToolUse" or "Stop" or "Interrupt";
}
