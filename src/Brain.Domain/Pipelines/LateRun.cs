namespace Brain.Domain.Pipelines;

/// <summary>A run whose link is late.</summary>
/// <param name="Run">Which run.</param>
/// <param name="Pipeline">Its pipeline's name.</param>
/// <param name="Subject">What it is about, or null.</param>
/// <param name="Link">What is late.</param>
/// <param name="Since">Since when.</param>
public sealed record LateRun(Guid Run, string Pipeline, string? Subject, string Link, DateTimeOffset Since)
{
    /// <summary>Whose it is, or null for every project's.</summary>
    public string? Project { get; init; }

    /// <summary>Which project that is; null for every one.</summary>
    public string? ProjectKey { get; init; }

    /// <summary>Who tells it.</summary>
    public Guid Persona { get; init; }

    /// <summary>
    /// As one line: <c>groceries "milk": 'bought' is late since Mon 23 Nov 2026 10:00 UTC (1f2e3d4c)</c>.
    /// </summary>
    public string ToText() =>
        $"{RunText.Titled(Pipeline, Subject)}: '{Link}' is late since {RunText.Moment(Since)} "
        + $"({RunText.Short(Run)})";
}

/// <summary>What a hook saw, with the run that it may move.</summary>
/// <param name="Id">The report.</param>
/// <param name="Run">Which run; null when none waits for it.</param>
/// <param name="Link">Which link.</param>
/// <param name="Session">In which session.</param>
/// <param name="At">When.</param>
public sealed record LinkReport(long Id, Guid? Run, string Link, Guid? Session, DateTimeOffset At)
{
    /// <summary>The agent whose hook saw it; null when its session is not known.</summary>
    public string? Source { get; init; }
}
