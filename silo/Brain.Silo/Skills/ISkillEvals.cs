namespace Brain.Silo.Skills;

/// <summary>
/// An agent's own way to try a plugin's skills on a model: cases that the plugin brings. It runs as the person, with a
/// network and at the person's cost, so it is only ever run when a person asks for it.
/// </summary>
internal interface ISkillEvals
{
    /// <summary>What runs it, as a person would type it.</summary>
    string Command { get; }

    /// <summary>The plugin that a skill's folder lies in and that brings cases; null for none.</summary>
    string? PluginOf(string folder);

    /// <summary>Runs a plugin's cases; null where this agent's program is not there, or can't.</summary>
    /// <param name="plugin">The plugin's folder.</param>
    /// <param name="limit">Then it is ended.</param>
    /// <param name="stop">Ends it too.</param>
    Task<SkillTestResult?> Run(string plugin, TimeSpan limit, CancellationToken stop);
}
