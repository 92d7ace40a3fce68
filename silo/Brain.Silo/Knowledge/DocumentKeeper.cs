using Brain.Domain.Knowledge.Documents;
using Brain.Messages.Knowledge;
using Brain.Messages.Secrets;
using Brain.Postgres.Knowledge;
using Brain.Silo.Sessions;

namespace Brain.Silo.Knowledge;

/// <summary>
/// Reads documents and keeps their pieces, without the secrets that are in them; the Librarian indexes them like
/// anything else. A file that was read before and did not change is left as it is.
/// </summary>
internal sealed class DocumentKeeper(DocumentStore store, ProjectFolders folders)
{
    private const int SkippedMax = 200;

    /// <summary>Reads files, and what is a document below folders.</summary>
    public async Task<DocumentsAdded> Add(AddDocuments asked, CancellationToken stop)
    {
        await folders.Know(asked.Project, stop);
        var (counts, chunks, skipped) = (
            new Dictionary<string, int>(StringComparer.Ordinal),
            0,
            new List<SkippedDocument>()
        );
        var files = asked.Paths.SelectMany(DocumentFiles.Meant).Distinct(StringComparer.Ordinal);
        foreach (var (place, path) in files.Index())
        {
            if (place == AddDocuments.FilesMax)
            {
                skipped.Add(
                    new(
                        path,
                        $"At most {AddDocuments.FilesMax} files are read at once; say the rest anew."
                    )
                );
                break;
            }

            var (document, fault) = DocumentFiles.Read(path);
            if (document is null)
            {
                skipped.Add(new(path, fault!));
                continue;
            }

            var pieces = Pieces(document);
            var became = await store.Keep(
                asked.Project,
                document with
                {
                    Title = SecretScanner.Redact(document.Title),
                },
                pieces,
                stop
            );
            counts[became] = counts.GetValueOrDefault(became) + 1;
            chunks += became == "same" ? 0 : pieces.Length;
        }

        return new(
            counts.GetValueOrDefault("added"),
            counts.GetValueOrDefault("changed"),
            counts.GetValueOrDefault("same"),
            chunks,
            [.. skipped.Take(SkippedMax)]
        );
    }

    // Redacted as a whole: a secret may stand on both sides of a cut.
    private static DocumentChunk[] Pieces(DocumentText document) =>
        DocumentChunks.Of(
            SecretScanner.Redact(document.Text),
            document.MediaType == "text/markdown"
        );
}
