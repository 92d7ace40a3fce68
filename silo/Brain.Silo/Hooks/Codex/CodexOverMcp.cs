using System.Text.Json;
using System.Text.Json.Nodes;
using Brain.Messages.Hooks.Codex;

namespace Brain.Silo.Hooks.Codex;

/// <summary>
/// Codex as a client over MCP. Its daemon holds the sessions of every screen in one process, and each call names its
/// own.
/// </summary>
internal static class CodexOverMcp
{
    private const string Turn = "x-codex-turn-metadata";

    /// <summary>How it shows itself.</summary>
    public static readonly AgentOverMcp Known = new(CodexAgent.Name, "codex-mcp-client")
    {
        SharesProcess = true,
        Session = Named,
    };

    private static string? Named(JsonObject meta) =>
        meta[Turn] is JsonObject turn
        && turn["session_id"] is JsonValue named
        && named.GetValueKind() == JsonValueKind.String
            ? named.GetValue<string>()
            : null;
}
