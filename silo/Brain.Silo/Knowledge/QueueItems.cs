using Brain.Domain.Personas;
using Brain.Grains.Abstractions.Knowledge;
using Brain.Silo.Commands;

namespace Brain.Silo.Knowledge;

/// <summary>What of a project waits for a person's review, which the Librarian's own grain knows.</summary>
internal sealed class QueueItems(IGrainFactory grains) : IOpenItems
{
    /// <inheritdoc/>
    public async Task<string[]> Of(Persona persona, CommandOrigin origin) =>
        persona is { System: true, Name: "Librarian" }
            ? await grains.GetGrain<ILibrarianGrain>(origin.Project ?? "").Queue()
            : [];
}
