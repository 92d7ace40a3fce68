namespace Brain.Messages.Rules;

/// <summary>A rule of a person's, as people see it. Source: <c>v2.rules</c>.</summary>
/// <param name="Id">The row.</param>
/// <param name="Version">Which version of it.</param>
/// <param name="State">draft, on, off, muted (logged, and not enforced) or archived.</param>
/// <param name="Action">deny, ask or remind.</param>
/// <param name="Tool">shell, edit, read, fetch or any.</param>
/// <param name="Sentence">What the agent is told.</param>
public sealed record RuleSummary(Guid Id, int Version, string State, string Action, string Tool, string Sentence)
{
    /// <summary>The characters of an id that people type.</summary>
    public const int IdShown = 8;

    /// <summary>Which commands; null for any.</summary>
    public string? Pattern { get; init; }

    /// <summary>Which files; null for any.</summary>
    public string? Path { get; init; }

    /// <summary>What must stand in the call; null for anything.</summary>
    public string? Text { get; init; }

    /// <summary>The project's folder; null for every project.</summary>
    public string? Project { get; init; }

    /// <summary>A person wrote it; else it was drafted.</summary>
    public bool ByHand { get; init; }

    /// <summary>What it was drafted from; null for nothing that was kept.</summary>
    public Guid? Learning { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset MadeAt { get; init; }

    /// <summary>How often it was met.</summary>
    public int Hits { get; init; }

    /// <summary>How often in the last 30 days.</summary>
    public int HitsRecent { get; init; }

    /// <summary>When it was met last; null for never.</summary>
    public DateTimeOffset? HitAt { get; init; }

    /// <summary>Hits that people found useful, since it was switched on last.</summary>
    public int Useful { get; init; }

    /// <summary>Those that they found noise.</summary>
    public int Noise { get; init; }

    /// <summary>Those that they found wrong.</summary>
    public int Wrong { get; init; }

    /// <summary>useful / rated, 0 to 1; null under three ratings.</summary>
    public double? Precision { get; init; }

    /// <summary>Its precision is below the threshold at which a drafted one is muted.</summary>
    public bool IsLow { get; init; }

    /// <summary>What it is about, in one line.</summary>
    public string About =>
        string.Join(
            " · ",
            ((string?[])[Pattern, Path, Text is null ? null : $"\"{Text}\""]).Where(part => part is not null)
        );
}
