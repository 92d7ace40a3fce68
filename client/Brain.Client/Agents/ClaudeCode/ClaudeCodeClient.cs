using Brain.Client.Hooks;
using Brain.Messages.Commands;
using Brain.Messages.Hooks;
using Brain.Messages.Hooks.ClaudeCode;
using Brain.Messages.Sessions;

namespace Brain.Client.Agents.ClaudeCode;

/// <summary>Claude Code, which is installed by verbs of its own.</summary>
internal sealed class ClaudeCodeClient : HookAgent
{
    private const string PluginPrefix = "brain:";

    /// <inheritdoc/>
    internal override KnownAgent Known => ClaudeCodeAgent.Known;

    /// <inheritdoc/>
    internal override string ProjectVariable => "CLAUDE_PROJECT_DIR";

    /// <inheritdoc/>
    internal override string ProcessVariable => "CLAUDE_PID";

    /// <inheritdoc/>
    internal override string ForkMark => "\"forkedFrom\"";

    /// <inheritdoc/>
    internal override IReadOnlyList<string> ResumeOptions => ["--resume", "-r"];

    /// <inheritdoc/>
    internal override (string File, string Mark)? ForkJob(Func<string, string?> read) =>
        read("CLAUDE_JOB_DIR") is { Length: > 0 } folder
            ? (Path.Combine(folder, "state.json"), "\"forkParentSessionId\"")
            : null;

    /// <inheritdoc/>
    internal override string SessionVariable => "CLAUDE_CODE_SESSION_ID";

    /// <inheritdoc/>
    internal override string ShellVariable => "CLAUDECODE";

    /// <inheritdoc/>
    internal override EventKind KindOf(string name) =>
        name switch
        {
            "SessionStart" => EventKind.SessionStart,
            "UserPromptSubmit" => EventKind.Prompt,
            "UserPromptExpansion" => EventKind.Command,
            "Stop" => EventKind.TurnEnd,
            "SessionEnd" => EventKind.SessionEnd,
            _ => EventKind.Unknown,
        };

    /// <inheritdoc/>
    internal override bool IsRefusable(string name) => HookEvents.Refusable.Contains(name);

    /// <summary>Source: claude-code/README.md, outputs.</summary>
    internal override bool IsVisible(string name) =>
        (IsRefusable(name) && name != "PreSkillShellCommand")
        || name is "SessionStart" or "PostToolUse" or "PostToolUseFailure" or "Stop";

    /// <inheritdoc/>
    internal override bool IsCommand(HookHead head, ReadOnlySpan<byte> payload) =>
        head.Kind == EventKind.Command
        && HookHead.Text(payload, "command_name"u8) is { } name
        && CommandCatalog.Find(
            name.StartsWith(PluginPrefix, StringComparison.Ordinal) ? name[PluginPrefix.Length..] : name
        )
            is { Slash: not null };

    /// <summary>Copilot CLI starts its sub-agents so, and names no event.</summary>
    internal override bool IsOthers(HookHead head, ReadOnlySpan<byte> payload) =>
        head.Event is null
        && HookHead.Text(payload, "sessionId"u8) is not null
        && HookHead.Text(payload, "agentName"u8) is not null;

    /// <summary>A prompt that is refused comes back into the input box, and nothing else does.</summary>
    internal override HookOutcome Refuse(HookHead head, string words) =>
        base.Refuse(head, head.Kind == EventKind.Prompt ? $"{words.TrimEnd()}\n{HookText.PutBack}" : words);
}
