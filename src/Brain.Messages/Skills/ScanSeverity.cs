namespace Brain.Messages.Skills;

/// <summary>How bad a finding in a skill is.</summary>
public enum ScanSeverity
{
    /// <summary>Something that it can do, and most may.</summary>
    Note,

    /// <summary>Something that a person should have read before it is trusted.</summary>
    Warning,

    /// <summary>Something that a skill has no honest reason to do.</summary>
    Error,
}
