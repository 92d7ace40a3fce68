using Brain.Domain.Personas;
using Brain.Postgres.Pipelines;
using Brain.Silo.Commands;

namespace Brain.Silo.Pipelines;

/// <summary>Runs of a persona's pipelines that are late.</summary>
internal sealed class LateItems(PipelineStore store) : IOpenItems
{
    /// <inheritdoc/>
    public Task<string[]> Of(Persona persona, CommandOrigin origin) =>
        store.Late(persona.Id, IOpenItems.LinesMax, CancellationToken.None);
}
