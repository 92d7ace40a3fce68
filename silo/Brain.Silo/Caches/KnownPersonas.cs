using System.Collections.Immutable;
using Brain.Domain.Personas;
using Brain.Domain.Watching;

namespace Brain.Silo.Caches;

/// <summary>The personas as they are known at one time.</summary>
/// <param name="All">Every one, archived ones too.</param>
/// <param name="Watchers">Who watches, with the rules of its SKILL.md.</param>
/// <param name="Cop">The Cop, when it is there.</param>
/// <param name="Names">Of all who are active.</param>
/// <param name="Bodies">Each one's SKILL.md without its front matter.</param>
internal sealed record KnownPersonas(
    ImmutableArray<Persona> All,
    ImmutableArray<WatchingPersona> Watchers,
    WatchingPersona? Cop,
    ImmutableArray<string> Names,
    ImmutableDictionary<Guid, string> Bodies
)
{
    /// <summary>Before the first reading.</summary>
    public static readonly KnownPersonas Nobody = new([], [], null, [], ImmutableDictionary<Guid, string>.Empty);
}
