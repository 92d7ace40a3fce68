using Brain.Client.Hooks;
using Brain.Client.Install;
using Brain.Messages.Hooks;
using Brain.Messages.Hooks.Copilot;
using Brain.Messages.Sessions;

namespace Brain.Client.Agents.Copilot;

/// <summary>
/// Copilot CLI: its payload does not name its event, so the command line does. A hook that fails refuses a call and
/// nothing else, and without a word; so a refusal is an answer.
/// </summary>
internal sealed class CopilotClient : HookAgent
{
    /// <inheritdoc/>
    internal override KnownAgent Known => CopilotAgent.Known;

    /// <inheritdoc/>
    internal override string ProjectVariable => "COPILOT_PROJECT_DIR";

    /// <inheritdoc/>
    internal override bool NamesEvent => true;

    /// <inheritdoc/>
    internal override AgentInstall Install { get; } = new CopilotInstall();

    /// <inheritdoc/>
    internal override string[] Started(string prompt) => ["-i", prompt];

    /// <inheritdoc/>
    internal override string SessionVariable => "COPILOT_AGENT_SESSION_ID";

    /// <inheritdoc/>
    internal override EventKind KindOf(string name) =>
        name switch
        {
            "sessionStart" => EventKind.SessionStart,
            "userPromptSubmitted" => EventKind.Prompt,
            "preToolUse" => EventKind.ToolCall,
            "agentStop" => EventKind.TurnEnd,
            "sessionEnd" => EventKind.SessionEnd,
            _ => EventKind.Unknown,
        };

    /// <inheritdoc/>
    internal override bool IsRefusable(string name) => name is "userPromptSubmitted" or "preToolUse";

    // No event of its shows a message that was seen here.
    /// <inheritdoc/>
    internal override bool IsVisible(string name) => false;

    /// <inheritdoc/>
    internal override HookOutcome Refuse(HookHead head, string words) =>
        new(
            0,
            Object(json =>
            {
                if (head.Kind == EventKind.Prompt)
                {
                    json.WriteString("decision"u8, "block"u8);
                    json.WriteString("reason"u8, words);
                    return;
                }

                json.WriteString("permissionDecision"u8, "deny"u8);
                json.WriteString("permissionDecisionReason"u8, words);
            }),
            words
        );
}
