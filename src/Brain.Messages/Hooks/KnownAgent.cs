using Brain.Messages.Hooks.ClaudeCode;

namespace Brain.Messages.Hooks;

/// <summary>What the house must know of an agent whoever is asked; its adapter says it.</summary>
/// <param name="Name">What follows <c>brain install</c> and <c>brain hook</c>, and the source of its rows.</param>
/// <param name="Folder">The folder of its own in a home or a project, such as <c>.agent</c>.</param>
/// <param name="OffSwitches">Settings of its own that switch hooks off.</param>
public sealed record KnownAgent(string Name, string Folder, string[] OffSwitches)
{
    /// <summary>All of them.</summary>
    public static readonly KnownAgent[] All = [ClaudeCodeAgent.Known];

    /// <summary>The names, as a usage shows them.</summary>
    public static readonly string Names = string.Join('|', All.Select(one => one.Name));

    /// <summary>Where its hooks are delivered to, without the slash before it.</summary>
    public string Route => $"hooks/{Name}";
}
