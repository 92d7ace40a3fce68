namespace Brain.Messages.Skills;

/// <summary>Something that a scan found in a skill.</summary>
/// <param name="Rule">Stable and dotted, such as <c>code.download-run</c>.</param>
/// <param name="Severity">How bad it is here; a rule's findings may differ.</param>
/// <param name="Path">The file, from the skill's folder.</param>
/// <param name="Line">1-based; 0 for the file as a whole.</param>
/// <param name="Reason">What was found, as a sentence without its full stop; at most 240 characters, no secret in
/// it.</param>
public sealed record ScanFinding(string Rule, ScanSeverity Severity, string Path, int Line, string Reason);
