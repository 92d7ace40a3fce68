namespace Brain.Messages.Skills;

/// <summary>
/// What a skill can do, as far as its files show. Each list is sorted, names a thing once, and has at most <see
/// cref="ListMax"/> of them.
/// </summary>
public sealed record SkillCapabilities
{
    /// <summary>The most that one list holds.</summary>
    public const int ListMax = 100;

    /// <summary>Nothing.</summary>
    public static readonly SkillCapabilities None = new();

    /// <summary>It tells the agent to run commands, or brings scripts.</summary>
    public bool RunsShell { get; init; }

    /// <summary>Commands that the agent's program runs before the model, or any hook, sees the skill.</summary>
    public IReadOnlyList<string> RunsFirst { get; init; } = [];

    /// <summary>Programs that its commands and scripts run, such as <c>curl</c>.</summary>
    public IReadOnlyList<string> Programs { get; init; } = [];

    /// <summary>Hosts that they reach; <c>*</c> for one that is known only when it runs.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>Files and folders outside the project that they write.</summary>
    public IReadOnlyList<string> Writes { get; init; } = [];

    /// <summary>Keys, passwords and the like that they read, by kind.</summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];

    /// <summary>Tools that it asks to be allowed without a question.</summary>
    public IReadOnlyList<string> Tools { get; init; } = [];
}
