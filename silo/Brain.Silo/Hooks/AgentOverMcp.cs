using System.Text.Json.Nodes;

namespace Brain.Silo.Hooks;

/// <summary>How an agent shows itself as a client over MCP: each adapter says it of its agent.</summary>
/// <param name="Source">The agent, as rows keep it.</param>
/// <param name="Client">How the name begins that it gives itself.</param>
internal sealed record AgentOverMcp(string Source, string Client)
{
    /// <summary>Several of its sessions may live in one process at once; of another, the newest one lives.</summary>
    public bool SharesProcess { get; init; }

    /// <summary>The session that a call names by itself, in its <c>_meta</c>; null for none.</summary>
    public Func<JsonObject, string?> Session { get; init; } = _ => null;
}
