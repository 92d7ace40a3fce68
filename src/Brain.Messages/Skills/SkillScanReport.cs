namespace Brain.Messages.Skills;

/// <summary>What a static scan of a skill's folder says.</summary>
/// <param name="Name">The skill, by its front matter or else its folder.</param>
/// <param name="Score">0 for nothing found to 100.</param>
/// <param name="Findings">The worst first.</param>
/// <param name="Capabilities">What it can do.</param>
public sealed record SkillScanReport(
    string Name,
    int Score,
    IReadOnlyList<ScanFinding> Findings,
    SkillCapabilities Capabilities
)
{
    /// <summary>The folder that was read; empty for one that was not on a disk.</summary>
    public string Folder { get; init; } = "";

    /// <summary>How bad the worst finding is; null for none.</summary>
    public ScanSeverity? Worst => Findings.Count == 0 ? null : Findings.Max(one => one.Severity);
}
