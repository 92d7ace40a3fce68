using Brain.Messages.Knowledge;
using Brain.Postgres.Knowledge;

namespace Brain.Silo.Knowledge;

/// <summary>Where people give documents to the brain, see which it has, and take them out.</summary>
internal static class DocumentEndpoints
{
    public static void MapDocuments(this WebApplication app)
    {
        app.MapGet("/documents", (string? project, DocumentStore store, CancellationToken stop) =>
            store.List(project, stop)
        );
        app.MapPost(
            "/documents",
            async (AddDocuments asked, DocumentKeeper keeper, CancellationToken stop) =>
                asked.Paths.Length is 0 or > AddDocuments.PathsMax
                || asked.Paths.Any(path => !Path.IsPathFullyQualified(path))
                    ? ErrorBody.Says(
                        400,
                        $"Expected 1 to {AddDocuments.PathsMax} absolute paths; nothing was read."
                    )
                    : Results.Ok(await keeper.Add(asked, stop))
        );
        app.MapPost(
            "/documents/remove",
            async (RemoveDocuments asked, DocumentStore store, CancellationToken stop) =>
                new DocumentsRemoved(await store.Remove(asked.Which, stop))
        );
    }
}
