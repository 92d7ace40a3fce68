using Brain.Messages.Secrets;
using Brain.Postgres.Secrets;

namespace Brain.Silo.Secrets;

/// <summary>Where a person has what is stored looked through for secrets. The hooks' token does not open it.</summary>
internal static class RedactionEndpoints
{
    public static void MapRedaction(this WebApplication app) =>
        app.MapPost("/redact", (RedactStored asked, RedactionStore store, CancellationToken stop) =>
            store.Next(asked, stop)
        );
}
