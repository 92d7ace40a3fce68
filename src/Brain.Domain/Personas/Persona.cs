using Brain.Messages.Personas;

namespace Brain.Domain.Personas;

/// <summary>
/// A persona as its row has it. Source: <c>v2.personas</c>, with what people thought of its comments.
/// </summary>
public sealed record Persona
{
    /// <summary>Its row.</summary>
    public required Guid Id { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>What stands before its line.</summary>
    public required string Emoji { get; init; }

    /// <summary>What it is for.</summary>
    public required string Job { get; init; }

    /// <summary>It comes with the brain, and can be neither renamed nor archived nor deleted.</summary>
    public bool System { get; init; }

    /// <summary>Where it is in its life.</summary>
    public PersonaStatus Status { get; init; }

    /// <summary>Its SKILL.md, or null.</summary>
    public string? Skill { get; init; }

    /// <summary>What people thought of its comments.</summary>
    public RatingCounts Ratings { get; init; } = new(0, 0, 0, 0);

    /// <summary>
    /// Those that may mute it: each of the person's, and one for each different line of the Auditor's, since the person
    /// wanted to hear it again; null for all of them.
    /// </summary>
    public RatingCounts? Weighed { get; init; }

    /// <summary>Somebody was told that it is muted.</summary>
    public bool MuteIsSaid { get; init; }

    /// <summary>The handle: emoji and name.</summary>
    public string Handle => $"{Emoji} {Name}";
}
