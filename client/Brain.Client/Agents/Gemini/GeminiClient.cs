using Brain.Client.Install;
using Brain.Messages.Hooks;
using Brain.Messages.Hooks.Gemini;
using Brain.Messages.Sessions;

namespace Brain.Client.Agents.Gemini;

/// <summary>
/// Gemini CLI: exit 2 with words on stderr refuses, 0 and 1 let it go on, and everything else refuses too.
/// </summary>
internal sealed class GeminiClient : HookAgent
{
    /// <inheritdoc/>
    internal override KnownAgent Known => GeminiAgent.Known;

    /// <inheritdoc/>
    internal override string ProjectVariable => "GEMINI_PROJECT_DIR";

    /// <inheritdoc/>
    internal override AgentInstall Install { get; } = new GeminiInstall();

    /// <inheritdoc/>
    internal override string[] Started(string prompt) => ["-i", prompt];

    /// <inheritdoc/>
    internal override EventKind KindOf(string name) =>
        name switch
        {
            "SessionStart" => EventKind.SessionStart,
            "BeforeAgent" => EventKind.Prompt,
            "BeforeTool" => EventKind.ToolCall,
            "AfterAgent" => EventKind.TurnEnd,
            "BeforeModel" => EventKind.ModelRequest,
            "SessionEnd" => EventKind.SessionEnd,
            _ => EventKind.Unknown,
        };

    /// <inheritdoc/>
    internal override bool IsRefusable(string name) => name is "BeforeAgent" or "BeforeTool";

    /// <inheritdoc/>
    internal override bool IsVisible(string name) =>
        name is "SessionStart" or "BeforeAgent" or "BeforeTool" or "AfterTool" or "AfterAgent";
}
