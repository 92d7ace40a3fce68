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

    /// <summary>Runs a plugin's cases, and judges by those of one skill.</summary>
    /// <param name="plugin">The plugin's folder.</param>
    /// <param name="skill">The skill's name.</param>
    /// <param name="limit">Then it is ended.</param>
    /// <param name="stop">Ends it too.</param>
    Task<SkillEvalResult> Run(string plugin, string skill, TimeSpan limit, CancellationToken stop);
}

/// <summary>What came of cases.</summary>
/// <param name="Result">How those of the skill ended; null where that is not known, and so speaks for nothing.</param>
/// <param name="Why">Why not, as part of a sentence.</param>
/// <param name="CasesHash">What the cases were.</param>
internal sealed record SkillEvalResult(SkillTestResult? Result, string Why, string CasesHash)
{
    /// <summary>Nothing is known.</summary>
    public static SkillEvalResult None(string why) => new(null, why, "");
}
