namespace Brain.Silo.Security;

/// <summary>How the programs that an agent runs can be told: each adapter says it of its agent.</summary>
/// <param name="Source">The agent, as rows keep it.</param>
/// <param name="Variable">The variable that holds the session's id in the environment of what it runs.</param>
internal sealed record AgentMark(string Source, string Variable)
{
    /// <summary>The variable that its hooks have and its shells have not; null when no such is known.</summary>
    public string? HookVariable { get; init; }
}
