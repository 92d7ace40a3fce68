using Brain.Client.Hooks;
using Brain.Client.Install;
using Brain.Messages.Hooks;
using Brain.Messages.Hooks.OpenCode;
using Brain.Messages.Sessions;

namespace Brain.Client.Agents.OpenCode;

/// <summary>
/// opencode: its plugin speaks to the brain's socket by itself, and starts this program only with an event that could
/// not be told, for the spool.
/// </summary>
internal sealed class OpenCodeClient : HookAgent
{
    /// <inheritdoc/>
    internal override KnownAgent Known => OpenCodeAgent.Known;

    /// <inheritdoc/>
    internal override AgentInstall Install { get; } = new OpenCodeInstall();

    /// <inheritdoc/>
    internal override bool NamesEvent => true;

    /// <inheritdoc/>
    internal override string[] Started(string prompt) => ["--prompt", prompt];

    /// <inheritdoc/>
    internal override string SessionVariable => "BRAIN_OPENCODE_SESSION";

    /// <inheritdoc/>
    internal override Guid? Delivery(ReadOnlySpan<byte> payload) =>
        Guid.TryParse(HookHead.Text(payload, "eventId"u8), out var id) ? id : null;

    /// <inheritdoc/>
    internal override EventKind KindOf(string name) =>
        name switch
        {
            "session.created" => EventKind.SessionStart,
            "chat.message" => EventKind.Prompt,
            "tool.execute.before" => EventKind.ToolCall,
            "session.idle" => EventKind.TurnEnd,
            "session.error" => EventKind.TurnFailure,
            "dispose" => EventKind.SessionEnd,
            _ => EventKind.Unknown,
        };

    /// <inheritdoc/>
    internal override bool IsRefusable(string name) => name is "chat.message" or "tool.execute.before";

    /// <inheritdoc/>
    internal override bool IsVisible(string name) =>
        IsRefusable(name) || name is "session.created" or "tool.execute.after" or "session.idle";

    /// <inheritdoc/>
    internal override HookOutcome Refuse(HookHead head, string words) =>
        new(0, Object(json => json.WriteString("refuse"u8, words)), words);
}
