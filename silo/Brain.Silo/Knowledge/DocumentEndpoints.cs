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
                asked.Paths is not { Length: > 0 and <= AddDocuments.PathsMax }
                || asked.Paths.Any(path => path is null || !Path.IsPathFullyQualified(path))
                    ? ErrorBody.Says(
                        400,
                        $"Expected 1 to {AddDocuments.PathsMax} absolute paths; nothing was read."
                    )
                    : Results.Ok(await keeper.Add(asked, stop))
        );
        app.MapPost(
            "/documents/remove",
            async (RemoveDocuments asked, DocumentStore store, CancellationToken stop) =>
                Refusal(asked) is { } why
                    ? ErrorBody.Says(400, $"{why} Nothing was taken out.")
                    : Results.Ok(new DocumentsRemoved(await store.Remove(asked.Which, stop)))
        );
    }

    private static string? Refusal(RemoveDocuments asked) =>
        asked.Which is not { Length: > 0 and <= RemoveDocuments.WhichMax }
            ? $"Expected 1 to {RemoveDocuments.WhichMax} paths or beginnings of ids."
            : asked.Which.Select(RemoveDocuments.Fault).FirstOrDefault(fault => fault is not null);
}
