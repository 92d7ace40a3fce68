using System.Collections.Immutable;
using Brain.Domain.Watching;

namespace Brain.Domain.Personas;

/// <summary>What sessions need to know of personas. Part of <see cref="Sessions.SessionContext"/>.</summary>
public sealed record PersonasContext
{
    /// <summary>While nobody is known.</summary>
    public static readonly PersonasContext None = new();

    /// <summary>The user's active personas, muted ones too, in the order of their lines.</summary>
    public ImmutableArray<WatchingPersona> Watchers { get; init; } = [];

    /// <summary>The Cop's own row; null while nobody knows the personas yet.</summary>
    public WatchingPersona? Cop { get; init; }

    /// <summary>The names by which personas can be spoken to.</summary>
    public ImmutableArray<string> Names { get; init; } = [];

    /// <summary>What of their SKILL.md can't be read.</summary>
    public ImmutableArray<SkillFault> Faults { get; init; } = [];

    /// <summary>When lines are shown again.</summary>
    public FooterSettings Footer { get; init; } = new();
}
