using Brain.Domain.Personas;
using Brain.Grains.Abstractions.Drift;
using Brain.Silo.Commands;

namespace Brain.Silo.Drift;

/// <summary>The drift of the session at hand, which the Cop's own grain knows.</summary>
internal sealed class DriftItems(IGrainFactory grains) : IOpenItems
{
    /// <inheritdoc/>
    public async Task<string[]> Of(Persona persona, CommandOrigin origin) =>
        persona is { System: true, Name: "Cop" } && origin.Session is { } session
            ? await grains.GetGrain<ICopGrain>(session.Value).Seen()
            : [];
}
