using System.Collections.Immutable;
using Brain.Domain.Personas;

namespace Brain.Silo.Caches;

/// <summary>The personas as they are known at one time.</summary>
/// <param name="All">Every one, archived ones too.</param>
/// <param name="Context">What sessions need to know of them.</param>
/// <param name="Bodies">Each one's SKILL.md without its front matter.</param>
internal sealed record KnownPersonas(
    ImmutableArray<Persona> All,
    PersonasContext Context,
    ImmutableDictionary<Guid, string> Bodies
)
{
    /// <summary>Before the first reading.</summary>
    public static readonly KnownPersonas Nobody = new(
        [],
        PersonasContext.None,
        ImmutableDictionary<Guid, string>.Empty
    );
}
