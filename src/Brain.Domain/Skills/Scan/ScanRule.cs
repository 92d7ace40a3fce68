using Brain.Messages.Skills;

namespace Brain.Domain.Skills.Scan;

/// <summary>Something that a scan looks for.</summary>
/// <param name="Id">Stable and dotted; it stands in SARIF files of others.</param>
/// <param name="Severity">How bad it is unless what is around it says otherwise.</param>
/// <param name="Summary">What it finds, as a sentence without its full stop.</param>
public sealed record ScanRule(string Id, ScanSeverity Severity, string Summary);
